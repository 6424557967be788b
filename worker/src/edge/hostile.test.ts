import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, inject, it } from 'vitest'
import * as auth from '@studymate/contract/auth'
import { saveAccountSettings } from '@studymate/contract/settings'
import { getName, saveEnglishName } from '@studymate/contract/user'
import { Actor, fresh, freshAddress, person } from '@studymate/host/testing/actors'

// What a hostile visitor tries at the door of every operation. What they try inside is in operations.test.ts.

const password = 'Quiet-River-42'
const newcomer = () => ({ email: `h${fresh()}@study.example`, password, displayName: 'Hostile' })

/** Sends bytes as they are, and gives all that came back when either side had enough. */
function bytes(text: string): Promise<string> {
  const { hostname, port } = new URL(inject('hostUrl'))
  return new Promise((resolve) => {
    let all = ''
    const line = connect(Number(port), hostname, () => line.end(text))
    line.on('data', (chunk: Buffer) => (all += chunk.toString()))
    line.on('error', () => undefined)
    line.on('close', () => resolve(all))
  })
}

const code = async (reply: Response): Promise<string> => ((await reply.json()) as { error?: { code: string } }).error?.code ?? 'OK'

describe('an address', () => {
  it('is the last hop behind a proxy: those before it are what a client says, and gain nothing', async () => {
    const own = freshAddress()
    const codes = await Promise.all(
      Array.from({ length: 35 }, (_, n) =>
        new Actor().call(auth.forgotPassword, { email: `f${fresh()}@study.example` }, { 'x-forwarded-for': `198.51.100.${n}, ${own}` }),
      ),
    )
    expect(codes.filter((reply) => reply.code === 'OK')).toHaveLength(30)
  })

  it('tries passwords over accounts only so many times', async () => {
    const visitor = new Actor()
    const codes = await Promise.all(Array.from({ length: 160 }, () => visitor.call(auth.login, { email: `s${fresh()}@study.example`, password })))
    expect(codes.filter((reply) => reply.code === 'RATE_LIMITED').length).toBeGreaterThan(0)
    expect((await new Actor().call(auth.login, { email: 'one@study.example', password })).code).toBe('INVALID_CREDENTIALS')
  })
})

describe('a body', () => {
  it('is read once: of two fields of one name the last is held against the rules', async () => {
    const visitor = new Actor()
    const { email } = newcomer()
    const twice = (first: string, second: string) =>
      visitor.raw('POST', '/api/v1/auth/register', `{"email":"${email}","password":"${password}","displayName":"${first}","displayName":"${second}"}`)
    expect(await code(await twice('Good', 'http://win.example'))).toBe('VALIDATION_ERROR')
    const made = (await (await twice('http://win.example', 'Good')).json()) as { data: { user: { displayName: string } } }
    expect(made.data.user.displayName).toBe('Good')
  })

  it('is JSON in UTF-8 as it is: nothing is unpacked, guessed or coerced', async () => {
    const visitor = new Actor()
    const text = JSON.stringify(newcomer())
    const post = (body: BodyInit, headers: Record<string, string> = {}) => visitor.raw('POST', '/api/v1/auth/register', body, headers)
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20)))
    expect(await code(await post(bomb, { 'content-encoding': 'gzip' }))).toBe('VALIDATION_ERROR')
    expect(await code(await post(new Uint8Array(Buffer.from(text, 'utf16le'))))).toBe('VALIDATION_ERROR')
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/json-patch+json', ''])
      expect([type, (await post(text, { 'content-type': type })).status]).toEqual([type, 415])
    expect(await code(await post(JSON.stringify({ ...newcomer(), birthYear: '1999' })))).toBe('VALIDATION_ERROR')
    expect(await code(await post(JSON.stringify({ ...newcomer(), email: ['a@study.example'] })))).toBe('VALIDATION_ERROR')
  })

  it('that lies about its length reaches nobody, and the next visitor is served', async () => {
    const text = JSON.stringify(newcomer())
    const head = (lines: string) => `POST /api/v1/auth/register HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n${lines}\r\n\r\n`
    for (const [lines, body] of [
      ['Content-Length: 5000', text],
      ['Content-Length: 4', text],
      ['Content-Length: -1', text],
      [`Content-Length: ${text.length}\r\nTransfer-Encoding: chunked`, `0\r\n\r\nGET /api/v1/auth/me HTTP/1.1\r\nHost: x\r\n\r\n`],
      [`Content-Length: ${text.length}\r\nContent-Length: 4`, text],
      ['Transfer-Encoding: chunked', 'ffffffffffffffff\r\nx'],
    ] as const)
      expect([lines, (await bytes(head(lines) + body)).startsWith('HTTP/1.1 2')]).toEqual([lines, false])
    expect((await new Actor().call(auth.register, newcomer())).code).toBe('OK')
  })
})

describe('an address of the service', () => {
  it('takes a method as it is, whatever a header says of another', async () => {
    const somebody = await person()
    for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
      const reply = await somebody.raw('POST', '/api/v1/user/english-name?_method=PATCH', '{"englishName":"Sly"}', { [name]: 'PATCH' })
      expect([name, await code(reply)]).toEqual([name, 'METHOD_NOT_ALLOWED'])
    }
    expect((await somebody.ok(getName, {})).englishName).toBeNull()
    for (const method of ['HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PROPFIND']) {
      const reply = await somebody.raw(method, '/api/v1/user/english-name')
      expect([method, reply.status < 500, (await reply.text()).includes('Sly')]).toEqual([method, true, false])
    }
    const head = await somebody.raw('HEAD', '/api/v1/auth/me')
    expect([head.status < 500, await head.text()]).toEqual([true, ''])
  })

  it('names one thing: no id leads elsewhere', async () => {
    const somebody = await person()
    for (const id of [
      '..%2f..%2fauth%2fme',
      '%2e%2e%2fprofile',
      '..%5c..',
      '%00',
      'room_%00abcdef',
      'room_a%2fmessages',
      '%ff%fe',
      '%',
      `room_${'a'.repeat(3000)}`,
      '%0d%0aX-Evil:1',
    ]) {
      for (const path of [`/chat/room/${id}`, `/chat/room/${id}/messages`, `/matching/profile/${id}`, `/sessions/${id}`, `/level-test/${id}/result`]) {
        const reply = await somebody.raw('GET', `/api/v1${path}`)
        expect([path, [400, 404].includes(reply.status), reply.headers.get('x-evil')]).toEqual([path, true, null])
      }
    }
  })

  it('is not slowed by a thousand parameters, and refuses a line too long', async () => {
    const somebody = await person()
    const many = (count: number) => Array.from({ length: count }, (_, n) => `a${n}=1`).join('&')
    expect((await somebody.raw('GET', `/api/v1/auth/me?${many(1_500)}`)).status).toBe(200)
    expect((await somebody.raw('GET', `/api/v1/auth/me?${many(10_000)}`)).status).toBe(431)
    expect((await somebody.raw('GET', `/api/v1/matching/list?size=1&size=100000&page=1`)).status).toBeLessThan(500)
  })
})

describe('an e-mail address', () => {
  it('is the same in any case, another with a plus or a dot, and none in look-alike letters', async () => {
    const n = fresh()
    const codes: string[] = []
    for (const email of [`kim${n}@study.example`, `KIM${n}@Study.Example`, `\u212Aim${n}@study.example`, ` kim${n}@study.example `])
      codes.push((await new Actor().call(auth.register, { ...newcomer(), email })).code)
    expect(codes).toEqual(['OK', 'EMAIL_TAKEN', 'EMAIL_TAKEN', 'EMAIL_TAKEN'])
    for (const email of [`kim${n}+a@study.example`, `k.im${n}@study.example`])
      expect((await new Actor().call(auth.register, { ...newcomer(), email })).code).toBe('OK')
    for (const email of [
      `кim${n}@study.example`,
      `kim${n}@study。example`,
      `ｋim${n}@study.example`,
      `kim${n}@ѕtudy.example`,
      `kim\u200b${n}@study.example`,
      `kim${n}@study.example\r\nBcc: x@y.z`,
    ])
      expect([email, (await new Actor().call(auth.register, { ...newcomer(), email })).code]).toEqual([email, 'VALIDATION_ERROR'])
  })
})

describe('a name (F19)', () => {
  it('is no link, wherever it is said', async () => {
    const somebody = await person()
    for (const name of [
      'win.example/x',
      'http://win.example',
      'www.win.example',
      'WIN.COM',
      'ｗｗｗ．win．example',
      'see win.com now',
      'win\u200b.example/x',
    ]) {
      const codes = [
        (await new Actor().call(auth.register, { ...newcomer(), displayName: name })).code,
        (await somebody.call(saveEnglishName, { englishName: name })).code,
        (await somebody.call(saveAccountSettings, { displayName: name })).code,
      ]
      expect([name, codes]).toEqual([name, ['VALIDATION_ERROR', 'VALIDATION_ERROR', 'VALIDATION_ERROR']])
    }
    for (const name of ['J. R. Kim', 'Dr.Kim', '김 민아'])
      expect([name, (await somebody.call(saveEnglishName, { englishName: name })).code]).toEqual([name, 'OK'])
  })
})
