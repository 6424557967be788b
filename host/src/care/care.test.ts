import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { login, register, resetPassword, whoAmI } from '@studymate/contract/auth'
import { requestMatch } from '@studymate/contract/matching'
import { listNotifications } from '@studymate/contract/notifications'
import { saveTopics } from '@studymate/contract/onboarding'
import { blockUser } from '@studymate/contract/safety'
import { enableTwoFactor, getTwoFactor, verifyTwoFactor } from '@studymate/contract/security'
import { saveSelfBio } from '@studymate/contract/user'
import { openHost } from '#host'
import type { Host } from '#host'
import { lockFolder } from '#lock'
import type { Lock } from '#lock'
import { Actor, learner, person } from '#testing/actors'
import { totpCode } from '#testing/totp'
import { build } from '../../../tools/build.mjs'

const ROOT = join(import.meta.dirname, '../../..')
const dist = process.env['STUDYMATE_DIST'] ?? join(ROOT, 'dist')
const DAY_MS = 86_400_000

/** `npm run admin -- …` without npm. */
function admin(dataDir: string, ...args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(ROOT, 'host/src/admin.ts'), ...args], {
      env: { ...process.env, DATA_DIR: dataDir },
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('exit', (code) => resolve({ code, output }))
  })
}

/** Files below a folder that hold some bytes, anywhere. */
function traces(folder: string, canary: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => {
    const full = join(folder, path)
    return statSync(full).isFile() && readFileSync(full).includes(canary)
  })
}

let dataDir = ''
let host: Host | null = null
let lock: Lock | null = null
const handlersThatThrew: string[] = []

async function serve(): Promise<Host> {
  lock = lockFolder(dataDir, 'http://127.0.0.1:0')
  host = await openHost({
    dist,
    dataDir,
    host: '127.0.0.1',
    port: 0,
    trustProxy: true,
    forTests: true,
    hashCost: { logN: 8, r: 8, p: 1 },
    onLog: (level, message) => {
      if (level === 'error') handlersThatThrew.push(message)
    },
  })
  lock.serves(host.url)
  return host
}

async function stop(): Promise<void> {
  await host?.close()
  lock?.release()
  host = lock = null
}

beforeAll(async () => {
  await build({ dist, parts: ['worker'] })
  dataDir = mkdtempSync(join(tmpdir(), 'studymate-care-'))
})
afterEach(stop)
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

describe('npm run admin', () => {
  it('says what it can do, and that there is no installation yet', async () => {
    expect(await admin(dataDir)).toMatchObject({ code: 1, output: expect.stringContaining('reset-password <email>') })
    expect(await admin(dataDir, 'grant')).toMatchObject({ code: 1, output: expect.stringContaining('grant <email>') })
    for (const command of [['sweep'], ['list'], ['reset-password', 'a@study.example']] as const)
      expect(await admin(dataDir, ...command)).toMatchObject({ code: 1, output: expect.stringContaining('There is no installation') })
  })

  it.each(['runs', 'does not run'])('makes administrators and lets somebody choose a new password while the server %s', async (state) => {
    const { url } = await serve()
    const mina = await person({}, url)
    if (state === 'does not run') await stop()
    expect(await admin(dataDir, 'grant', mina.email.toUpperCase())).toMatchObject({ code: 0, output: expect.stringContaining('is now an administrator') })
    expect((await admin(dataDir, 'list')).output).toContain(`${mina.email}\t${mina.name}`)
    expect((await admin(dataDir, 'revoke', mina.email)).output).toContain('no longer')
    expect((await admin(dataDir, 'list')).output).not.toContain(mina.email)
    for (const command of ['grant', 'reset-password'])
      expect(await admin(dataDir, command, 'nobody@study.example')).toMatchObject({ code: 1, output: expect.stringContaining('Nobody here') })

    const { output } = await admin(dataDir, 'reset-password', mina.email)
    const [, site, token = ''] = /^(\S+)\/reset\?token=([\w-]+)$/m.exec(output) ?? []
    const again = state === 'runs' ? url : (await serve()).url
    if (state === 'runs') expect(site).toBe(url)
    const visitor = new Actor(again)
    const old = new Actor(again)
    old.token = mina.token
    // The link alone ends nothing: it may never be used.
    expect((await old.call(whoAmI, {})).code).toBe('OK')
    const replies = await Promise.all(Array.from({ length: 5 }, () => visitor.call(resetPassword, { token, newPassword: 'Calm-Harbour-71' })))
    expect(replies.map(({ code }) => code).toSorted()).toEqual(['LINK_EXPIRED', 'LINK_EXPIRED', 'LINK_EXPIRED', 'LINK_EXPIRED', 'OK'])
    expect((await old.call(whoAmI, {})).code).toBe('AUTH_003')
    expect((await visitor.call(login, { email: mina.email, password: 'Calm-Harbour-71' })).code).toBe('OK')
  })
})

describe('npm run admin -- reset-two-factor', () => {
  it('lets somebody in who lost both app and backup codes', async () => {
    const { url } = await serve()
    const mina = await person({}, url)
    expect((await admin(dataDir, 'reset-two-factor', mina.email)).output).toContain('has no second factor')
    const { secret } = await mina.ok(enableTwoFactor, {})
    await mina.ok(verifyTwoFactor, { code: totpCode(secret, Date.now()) })
    const visitor = new Actor(url)
    expect('challengeToken' in (await visitor.ok(login, { email: mina.email, password: mina.password }))).toBe(true)
    expect(await admin(dataDir, 'reset-two-factor', 'nobody@study.example')).toMatchObject({ code: 1, output: expect.stringContaining('Nobody here') })
    expect(await admin(dataDir, 'reset-two-factor', mina.email)).toMatchObject({ code: 0, output: expect.stringContaining('without a second factor') })
    expect('accessToken' in (await visitor.ok(login, { email: mina.email, password: mina.password }))).toBe(true)
    expect((await mina.ok(getTwoFactor, {})).enabled).toBe(false)
  })
})

describe('sweep', () => {
  /** A sign-in of long ago, a text that was replaced, and a notification that was taken back, each with a word. */
  async function forget(url: string, canary: string, moveClock: (ms: number) => Promise<void>): Promise<void> {
    await moveClock(-40 * DAY_MS)
    const old = { email: `old-${canary.toLowerCase()}@study.example`, password: 'Quiet-River-42', displayName: 'Old' }
    await new Actor(url).ok(register, old, { 'user-agent': `Mozilla/5.0 ${canary}` })
    await moveClock(0)
    const [a, b] = await Promise.all([
      learner({ speaks: 'ko', learns: 'en', displayName: `Ringer ${canary}` }, url),
      learner({ speaks: 'en', learns: 'ko' }, url),
    ])
    await b.ok(saveSelfBio, { selfBio: `${canary} is a secret` })
    await b.ok(saveSelfBio, { selfBio: 'short' })
    await a.ok(requestMatch, { targetUserId: b.userId, message: 'hi' })
    await expect.poll(async () => (await b.ok(listNotifications, {})).length, { timeout: 10_000 }).toBe(1)
    await b.ok(blockUser, { userId: a.userId })
    await expect.poll(async () => (await b.ok(listNotifications, {})).length, { timeout: 10_000 }).toBe(0)
  }

  /** Where a word is still to be read that nobody should find any more. */
  function left(canary: string): string[] {
    const state = join(dataDir, 'state')
    return [...traces(state, `${canary} is`), ...traces(state, `Mozilla/5.0 ${canary}`), ...traces(join(state, 'do'), `Ringer ${canary}`)]
  }

  it('leaves no byte of what was deleted, and nobody who writes meanwhile fails', async () => {
    const { url, moveClock } = await serve()
    await forget(url, 'ZKANARYONE', moveClock)
    const writer = await learner({ speaks: 'ko', learns: 'en' }, url)
    expect(left('ZKANARYONE').length).toBeGreaterThan(2)
    const over = new AbortController()
    const writes: string[] = []
    const writing = (async () => {
      for (let n = 0; !over.signal.aborted; n++) writes.push((await writer.call(saveTopics, { topics: n % 2 ? ['FOOD'] : ['TRAVEL'] })).code)
    })()
    const { code, output } = await admin(dataDir, 'sweep')
    over.abort()
    await writing
    expect([code, output]).toEqual([0, expect.stringMatching(/login_history \d+[^]*Overwrote/)])
    expect(left('ZKANARYONE')).toEqual([])
    expect(new Set(writes.filter((one) => one !== 'RATE_LIMITED'))).toEqual(new Set(['OK']))
    expect(handlersThatThrew).toEqual([])
  })

  it('does the same by the nightly care, and where the server does not run', async () => {
    const { url, moveClock, tick } = await serve()
    await forget(url, 'ZKANARYTWO', moveClock)
    await tick('17 3 * * *')
    expect(left('ZKANARYTWO')).toEqual([])
    await forget(url, 'ZKANARYSIX', moveClock)
    await stop()
    expect((await admin(dataDir, 'sweep')).code).toBe(0)
    expect(left('ZKANARYSIX')).toEqual([])
    const after = await serve()
    expect((await (await person({}, after.url)).call(whoAmI, {})).code).toBe('OK')
  })
})
