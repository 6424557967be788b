import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import * as auth from '@studymate/contract/auth'
import { createTicket } from '@studymate/contract/system'
import { Actor, fresh, person } from '@studymate/host/testing/actors'
import { encodeHeader } from '#mail/mime'
import { gcra, networkOf } from './limits.ts'

const password = 'Quiet-River-42'
const newcomer = () => ({ email: `e${fresh()}@study.example`, password, displayName: 'Edge' })

describe('the edge', () => {
  it('says who may call from elsewhere, and nothing to others', async () => {
    const reply = await fetch(`${inject('hostUrl')}/api/v1/auth/me`, { method: 'OPTIONS', headers: { origin: 'https://elsewhere.example' } })
    expect([reply.status, reply.headers.get('access-control-allow-origin')]).toEqual([204, null])
  })

  it('keeps a request id that a client gave, and makes one otherwise', async () => {
    const visitor = new Actor()
    expect((await visitor.raw('GET', '/api/v1/auth/me', undefined, { 'x-request-id': 'client-made-0001' })).headers.get('x-request-id')).toBe(
      'client-made-0001',
    )
    expect((await visitor.raw('GET', '/api/v1/auth/me', undefined, { 'x-request-id': 'bad id' })).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('bounds bodies, and serves on', async () => {
    const visitor = new Actor()
    const big = JSON.stringify({ ...newcomer(), displayName: 'x'.repeat(10 * 1024 * 1024) })
    const replies = await Promise.all([visitor.raw('POST', '/api/v1/auth/register', big), visitor.raw('POST', '/api/v1/auth/register', big)])
    for (const reply of replies) {
      expect(reply.status).toBe(413)
      expect(await reply.json()).toMatchObject({ error: { code: 'PAYLOAD_TOO_LARGE' } })
    }
    const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`
    expect((await visitor.raw('POST', '/api/v1/auth/register', deep)).status).toBe(400)
    expect((await visitor.call(auth.register, newcomer())).code).toBe('OK')
  })

  it('refuses text that is none', async () => {
    const visitor = new Actor()
    for (const displayName of ['a\u0000b', 'lone \\ud800', '\u202Eevil', '   ', 'x'.repeat(41)]) {
      const body = JSON.stringify({ ...newcomer(), displayName }).replace('\\\\ud800', '\\ud800')
      expect([displayName, (await visitor.raw('POST', '/api/v1/auth/register', body)).status]).toEqual([displayName, 400])
    }
    // Forty family emoji are forty times seven code points: too long; five of them fit.
    expect((await visitor.call(auth.register, { ...newcomer(), displayName: '👨‍👩‍👧‍👦'.repeat(5) })).data?.user.displayName).toBe('👨‍👩‍👧‍👦'.repeat(5))
  })

  it('limits a caller and says when to come back', async () => {
    const someone = await person()
    // Two come back each second: enough calls that a busy machine meets the limit too.
    const replies = await Promise.all(Array.from({ length: 200 }, () => someone.call(createTicket, {})))
    const limited = replies.filter((reply) => reply.code === 'RATE_LIMITED')
    expect(limited.length).toBeGreaterThan(0)
    expect(limited.length).toBeLessThanOrEqual(80)
    expect(Number(limited[0]?.headers['retry-after'])).toBeGreaterThan(0)
    expect(replies[0]?.headers['ratelimit-limit']).toBe('120')
    expect((await (await person()).call(createTicket, {})).code).toBe('OK')
  })
})

it('reads a body that it refuses unread to its end: else the line drops, and a page takes an old token for a network that failed', async () => {
  const visitor = new Actor()
  const form = new FormData()
  form.set('audio', new File([new Uint8Array(300_000)], 'answer.wav', { type: 'audio/wav' }))
  const path = `${inject('hostUrl')}/api/v1/level-test/00000000-0000-4000-8000-000000000000/answers`
  for (let n = 0; n < 15; n++) {
    const reply = await fetch(path, { method: 'POST', body: form, headers: { authorization: 'Bearer x.y.z', 'x-forwarded-for': visitor.address } })
    expect([reply.status, await reply.json()]).toMatchObject([401, { error: { code: 'AUTH_003' } }])
  }
})

describe('an idempotency key (F68)', () => {
  it('makes two calls one, also at the same moment', async () => {
    const visitor = new Actor()
    const input = newcomer()
    const key = { 'idempotency-key': `k-${fresh()}` }
    const replies = await Promise.all([
      visitor.call(auth.register, input, key),
      visitor.call(auth.register, input, key),
      visitor.call(auth.register, input, key),
    ])
    expect(new Set(replies.map((reply) => reply.data?.user.userId)).size).toBe(1)
    expect((await visitor.call(auth.register, input, key)).data?.user.userId).toBe(replies[0]?.data?.user.userId)
  })

  it('keeps no token', async () => {
    const visitor = new Actor()
    const input = newcomer()
    const key = { 'idempotency-key': `k-${fresh()}` }
    const [first, second] = [await visitor.ok(auth.register, input, key), await visitor.ok(auth.register, input, key)]
    expect(second.user.userId).toBe(first.user.userId)
    expect(second.refreshToken).not.toBe(first.refreshToken)
  })

  it('is bound to body, operation and caller, and keeps no failure of ours', async () => {
    const key = { 'idempotency-key': `k-${fresh()}` }
    const visitor = new Actor()
    const input = newcomer()
    await visitor.ok(auth.register, input, key)
    expect((await visitor.call(auth.register, newcomer(), key)).code).toBe('CONFLICT')
    expect((await visitor.call(auth.login, { email: input.email, password }, key)).code).toBe('OK')
    expect((await new Actor().call(auth.register, newcomer(), key)).code).toBe('OK')
    expect((await visitor.call(auth.register, newcomer(), { 'idempotency-key': 'ä' })).code).toBe('VALIDATION_ERROR')
  })
})

describe('the worker as built', () => {
  it('takes no time and no chance while it is loaded (F69)', () => {
    const built = readFileSync(join(process.env['STUDYMATE_DIST'] ?? join(import.meta.dirname, '../../../dist'), 'studymate/index.js'), 'utf8')
    const topLevel = built
      .split('\n')
      .filter((line) => /^(const|let|var)\s.*\b(Date\.now\(\)|Math\.random\(\)|new Date\(\)|randomUUID\(\))/.test(line) && !/=>|function/.test(line))
    expect(topLevel).toEqual([])
  })
})

describe('limits', () => {
  it('let a burst through, then one an interval (GCRA)', () => {
    let arrival: number | undefined
    const taken = Array.from({ length: 12 }, () => {
      const step = gcra(arrival, 1_000_000, 10, 60_000)
      arrival = step.arrival
      return step.allowance.allowed
    })
    expect(taken.filter(Boolean)).toHaveLength(10)
    expect(gcra(arrival, 1_000_000 + 6_000, 10, 60_000).allowance.allowed).toBe(true)
    expect(gcra(arrival, 1_000_000 + 5_000, 10, 60_000).allowance.allowed).toBe(false)
  })
})

describe('an address', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:0:42:aaaa::1', '2001:db8:0:42::/64'],
    ['2001:0DB8::42:0:0:0:2', '2001:db8:0:42::/64'],
    ['2001:db8:0:42:1:2:3:4', '2001:db8:0:42::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('%s counts as %s', (address, network) => expect(networkOf(address)).toBe(network))

  it('of the same line has one limit, however many it has', async () => {
    const codes = await Promise.all(
      Array.from({ length: 35 }, (_, n) =>
        new Actor().call(auth.forgotPassword, { email: `v6-${fresh()}@study.example` }, { 'x-forwarded-for': `2001:db8:beef:7::${n.toString(16)}` }),
      ),
    )
    expect(codes.filter(({ code }) => code === 'OK')).toHaveLength(30)
  })
})

describe('a mail header (F22)', () => {
  it('encodes Korean in words of whole characters, at most 75 long', () => {
    const subject = '[STUDYMATE] 데이터 내보내기 완료 그리고 아주 아주 긴 제목이 이어져요, 쉼표도'
    const words = encodeHeader(`${subject}\r\nBcc: x@y.z`).split('\r\n ')
    for (const word of words) expect(word.length).toBeLessThanOrEqual(75)
    const decoded = words.map((word) => Buffer.from(word.replace(/^=\?utf-8\?B\?|\?=$/g, ''), 'base64').toString()).join('')
    expect(decoded).toBe(`${subject} Bcc: x@y.z`)
  })
})
