import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const running: ChildProcess[] = []
const folders: string[] = []

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'studymate-start-'))
  folders.push(made)
  return made
}

interface Start {
  readonly child: ChildProcess
  readonly url: Promise<string>
  readonly exit: Promise<number | null>
  readonly output: () => string
}

/** `npm start` without npm: the same script, in a process group of its own. `script` skips set-up and build. */
function start(env: Record<string, string>, script = 'tools/start.mjs'): Start {
  const child = spawn(process.execPath, [join(ROOT, script)], {
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

function descendants(pid: number): number[] {
  const parents = new Map<number, number[]>()
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = Number(readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ')[1]?.split(' ')[1])
      parents.set(parent, [...(parents.get(parent) ?? []), Number(entry)])
    } catch {
      // It ended while we read.
    }
  }
  const below = (of: number): number[] => (parents.get(of) ?? []).flatMap((child) => [child, ...below(child)])
  return below(pid)
}

function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
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

describe.skipIf(process.platform !== 'linux')('npm start', () => {
  it('serves, stops cleanly on SIGTERM, and leaves nobody behind', async () => {
    const dataDir = folder()
    const first = start({ DATA_DIR: dataDir })
    const url = await first.url
    expect((await fetch(`${url}/health`)).status).toBe(200)
    expect(first.output()).toContain('npm run admin -- grant')
    const below = descendants(first.child.pid ?? 0)
    expect(below.length).toBeGreaterThanOrEqual(2)

    const second = start({ DATA_DIR: dataDir })
    expect(await second.exit).toBe(1)
    expect(second.output()).toMatch(/is held by process \d+, which serves http/)
    expect(second.output()).not.toContain('    at ')

    first.child.kill('SIGTERM')
    expect(await first.exit).toBe(0)
    await expect.poll(() => below.filter(isAlive), { timeout: 10_000 }).toEqual([])
    expect(existsSync(join(dataDir, 'lock'))).toBe(false)
  })

  const isWorker = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('workerd')

  it('leaves no orphan when its front process is killed', async () => {
    const one = start({ DATA_DIR: folder() })
    await one.url
    const below = descendants(one.child.pid ?? 0)
    process.kill(below.find((pid) => !isWorker(pid)) ?? 0, 'SIGKILL')
    expect(await one.exit).not.toBe(0)
    await expect.poll(() => below.filter(isAlive), { timeout: 10_000 }).toEqual([])
  })

  it('raises its worker process again when that is killed, with everything acknowledged', async () => {
    const one = start({ DATA_DIR: folder() })
    const url = await one.url
    const headers = { 'content-type': 'application/json' }
    const account = { email: 'phoenix@study.example', password: 'Quiet-River-42' }
    expect((await fetch(`${url}/api/v1/auth/register`, { method: 'POST', headers, body: JSON.stringify({ ...account, displayName: 'Phoenix' }) })).status).toBe(
      201,
    )
    const victim = descendants(one.child.pid ?? 0).find(isWorker) ?? 0
    process.kill(victim, 'SIGKILL')
    const login = () => fetch(`${url}/api/v1/auth/login`, { method: 'POST', headers, body: JSON.stringify(account) }).then(({ status }) => status)
    await expect.poll(login, { timeout: 20_000, interval: 500 }).toBe(200)
    const below = descendants(one.child.pid ?? 0)
    expect(below.filter(isWorker)).not.toContain(victim)
    one.child.kill('SIGTERM')
    expect(await one.exit).toBe(0)
    await expect.poll(() => below.filter(isAlive), { timeout: 10_000 }).toEqual([])
  })

  it('says in one sentence what keeps it from starting', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const { port } = taken.address() as AddressInfo
    const damaged = folder()
    writeFileSync(join(damaged, 'secrets.json'), '{"JWT_SECRET": 1')
    const file = join(folder(), 'file')
    writeFileSync(file, '')
    const cases: [Record<string, string>, RegExp][] = [
      [{ DATA_DIR: folder(), PORT: String(port) }, /Port \d+ is taken/],
      [{ DATA_DIR: damaged }, /secrets.*are damaged/],
      [{ DATA_DIR: file }, /is not a folder/],
      [{ DATA_DIR: folder(), PORT: 'http' }, /PORT=http does not work/],
      [{ DATA_DIR: folder(), SMTP_URL: 'mail.example' }, /SMTP_URL=mail\.example does not work/],
      [{ DATA_DIR: folder(), TLS_CERT: '/nowhere.pem' }, /belong together/],
    ]
    await Promise.all(
      cases.map(async ([env, sentence]) => {
        const one = start(env, 'host/src/main.ts')
        expect([env, await one.exit]).toEqual([env, 1])
        expect(one.output()).toMatch(sentence)
        expect(one.output()).not.toContain('    at ')
      }),
    )
    await new Promise<void>((resolve) => taken.close(() => resolve()))
  })

  it('is backed up and restored by copying the folder', async () => {
    const dataDir = folder()
    const one = start({ DATA_DIR: dataDir })
    const url = await one.url
    const body = JSON.stringify({ email: 'copy@study.example', password: 'Quiet-River-42', displayName: 'Copy' })
    const headers = { 'content-type': 'application/json' }
    expect((await fetch(`${url}/api/v1/auth/register`, { method: 'POST', headers, body })).status).toBe(201)
    one.child.kill('SIGINT')
    await one.exit
    const copy = join(folder(), 'copy')
    mkdirSync(copy)
    cpSync(dataDir, copy, { recursive: true })
    chmodSync(join(copy, 'secrets.json'), 0o600)
    const two = start({ DATA_DIR: copy })
    const login = await fetch(`${await two.url}/api/v1/auth/login`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ email: 'copy@study.example', password: 'Quiet-River-42' }),
    })
    expect(login.status).toBe(200)
  })
})
