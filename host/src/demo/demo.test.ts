import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { login } from '@studymate/contract/auth'
import { listMessages, listRooms } from '@studymate/contract/chat'
import { shownOf } from '@studymate/contract/message'
import { siteInfo } from '@studymate/contract/installation'
import { listMatches, listPartners, listRequests } from '@studymate/contract/matching'
import { listSessions } from '@studymate/contract/sessions'
import { Actor, person } from '#testing/actors'

const ROOT = join(import.meta.dirname, '../../..')
const running: ChildProcess[] = []
const folders: string[] = []

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'studymate-demo-'))
  folders.push(made)
  return made
}

/** `npm start` without npm, as `start.test.ts` does it. */
function start(env: Record<string, string>) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(ROOT, 'tools/start.mjs')], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  running.push(child)
  let output = ''
  const exit = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)))
  const url = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const found = /StudyMate serves (\S+)/.exec(output)?.[1]
      if (found) resolve(found)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.on('exit', () => reject(new Error(`ended: ${output}`)))
  })
  url.catch(() => undefined)
  return { child, url, exit, output: () => output }
}

async function stop(one: { child: ChildProcess; exit: Promise<number | null> }): Promise<void> {
  one.child.kill('SIGTERM')
  await one.exit
}

afterEach(() => {
  for (const child of running.splice(0)) {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // Its group is gone: that is what we want.
    }
  }
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true })
})

/** What somebody who looks around finds, without the moments and ids. */
async function look(url: string, locale: 'ko' | 'en') {
  const visitor = new Actor(url)
  const { demo } = await visitor.ok(siteInfo, {})
  const signedIn = await visitor.ok(login, { email: demo?.emails[locale] ?? '', password: demo?.password ?? '' })
  if (!('accessToken' in signedIn)) throw new Error('not signed in')
  visitor.token = signedIn.accessToken
  const rooms = await visitor.ok(listRooms, {})
  const said = await Promise.all(rooms.map(async ({ roomId }) => shownOf(await visitor.ok(listMessages, { roomId })).map(({ content }) => content)))
  return {
    name: signedIn.user.displayName,
    partners: (await visitor.ok(listPartners, {})).map(({ displayName }) => displayName).toSorted(),
    received: (await visitor.ok(listRequests, { direction: 'received' })).map(({ person: of }) => of.displayName),
    sent: (await visitor.ok(listRequests, { direction: 'sent' })).map(({ person: of }) => of.displayName),
    found: (await visitor.ok(listMatches, {})).map(({ displayName }) => displayName).toSorted(),
    sessions: (await visitor.ok(listSessions, {})).map(({ status, partner }) => `${status} ${partner.displayName}`).toSorted(),
    said: said.toSorted((a, b) => a.length - b.length),
  }
}

it('fills an empty folder once, the same each time, and says so on every page', async () => {
  const dataDir = folder()
  const first = start({ DATA_DIR: dataDir, DEMO: '1' })
  const url = await first.url
  await expect.poll(first.output).toContain('Everybody here is made up. Look around as jiwoo@demo.example')
  const seen = await look(url, 'ko')
  expect(seen).toMatchObject({
    name: '한지우',
    partners: ['Daniel Whitfield', 'Emma Lindqvist'],
    received: ['Aoife Brennan'],
    sent: ['Priya Raghunathan'],
    sessions: ['COMPLETED Daniel Whitfield', 'SCHEDULED Emma Lindqvist'],
  })
  expect(seen.found.length).toBeGreaterThan(0)
  expect(seen.said.map(({ length }) => length)).toEqual([4, 9])
  expect((await look(url, 'en')).name).toBe('Emma Lindqvist')
  for (const path of ['/', '/sign-in', '/home', '/nowhere']) {
    const page = await fetch(url + path)
    expect([path, page.headers.get('etag'), await page.text()]).toEqual([path, null, expect.stringContaining('둘러보기용 데이터예요.')])
  }
  await stop(first)

  // A filling that was cut off goes on, and makes nobody and nothing a second time.
  const marker = join(dataDir, 'demo.json')
  writeFileSync(marker, readFileSync(marker, 'utf8').replace('true', 'false'))
  const second = start({ DATA_DIR: dataDir, DEMO: '1' })
  expect(await look(await second.url, 'ko')).toEqual(seen)
  expect(readFileSync(marker, 'utf8')).toContain('"isFilled": true')
  await stop(second)

  // Their people stay made up, whoever starts it how.
  const third = start({ DATA_DIR: dataDir })
  const page = await fetch(`${await third.url}/sign-in`)
  expect(await page.text()).toContain('Everyone here, and all they say, is made up.')
  expect(await look(await third.url, 'ko')).toEqual(seen)
}, 120_000)

it('makes up nobody without it, beside people, or where mails are sent', async () => {
  const dataDir = folder()
  const plain = start({ DATA_DIR: dataDir })
  const url = await plain.url
  const visitor = new Actor(url)
  expect((await visitor.ok(siteInfo, {})).demo).toBeNull()
  expect(await (await fetch(`${url}/sign-in`)).text()).not.toContain('둘러보기용')
  await person({}, url)
  await stop(plain)
  const refused = start({ DATA_DIR: dataDir, DEMO: '1' })
  expect(await refused.exit).toBe(1)
  expect(refused.output()).toMatch(/DEMO=1 fills an empty data folder only, and \S+ has people in it\. Start without DEMO/)
  expect(refused.output()).not.toContain('    at ')
  const mailing = start({ DATA_DIR: folder(), DEMO: '1', SMTP_URL: 'smtp://127.0.0.1:9' })
  expect(await mailing.exit).toBe(1)
  expect(mailing.output()).toContain('Start it without SMTP_URL')
}, 120_000)
