import { spawn } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Miniflare } from 'miniflare'
import type { HashCost } from '@studymate/worker/edge/scrypt'
import { HostFailure } from './failure.ts'
import { openFront } from './front.ts'
import { startRuntime } from './miniflare.ts'
import { hostServices } from './services.ts'
import { resendEvents } from './resend.ts'
import { secretsOf } from './secrets.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** How to open a host. */
export interface HostOptions {
  readonly dist: string
  /** Folder that holds everything; null keeps everything in memory, for tests. */
  readonly dataDir: string | null
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly trustProxy?: boolean
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer }
  /** Settings for the worker, as text. */
  readonly settings?: Readonly<Record<string, string>>
  readonly hashCost?: HashCost
  /** Where the people of the folder are made up: the accounts for looking around, as the pages get them. */
  readonly demo?: string
  /** Gives tests a clock that moves, holds every reply against its schema, and delivers events without waiting for more of them. */
  readonly forTests?: boolean
  readonly onLog?: (level: string, message: string) => void
  /** Called when the worker's process ended and did not come back. */
  readonly onLost?: () => void
}

/** A serving host. */
export interface Host {
  readonly url: string
  /** Address of the worker itself, on this machine and behind the front. */
  readonly workerUrl: string
  readonly miniflare: Miniflare
  /** Mails of a host without a folder. */
  readonly mails: readonly { id: string; eml: string }[]
  /** What the worker has asked of this process so far. */
  readonly work: { readonly hashes: number }
  /** Sets the clock to `offsetMs` from the real one; only where the host was opened for tests. */
  moveClock(offsetMs: number): Promise<void>
  /** Runs what a cron line starts, once: the scheduled handler, and with the daily one the care of the data folder. */
  tick(cron: string): Promise<void>
  close(): Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}

/** Opens the whole service on one port: database migrated, worker running, front listening. */
export async function openHost(options: HostOptions): Promise<Host> {
  const { dataDir } = options
  if (!existsSync(join(options.dist, 'studymate/wrangler.json')))
    throw new HostFailure(`There is no build in ${options.dist}. Start with npm start, which makes it, or run npm run build.`)
  if (dataDir !== null) mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const secrets = dataDir === null ? { JWT_SECRET: randomBytes(32).toString('hex') } : secretsOf(dataDir)
  const services = hostServices({ outbox: dataDir === null ? null : join(dataDir, 'outbox'), ...(options.hashCost ? { hashCost: options.hashCost } : {}) })
  const clockToken = randomBytes(16).toString('hex')
  // A link in a mail needs the address before the front has one.
  const port = options.port === 0 ? await freePort() : options.port
  const publicUrl = `${options.tls ? 'https' : 'http'}://${options.host === '0.0.0.0' || options.host === '::' ? '127.0.0.1' : options.host}:${port}`
  const runtime = await startRuntime(
    {
      dist: options.dist,
      state: dataDir === null ? null : join(dataDir, 'state'),
      port: 0,
      bindings: {
        PUBLIC_URL: publicUrl,
        SERVED_URL: publicUrl,
        ...options.settings,
        ...secrets,
        ...(options.demo === undefined ? {} : { DEMO: options.demo }),
        ...(options.forTests ? { TEST_CLOCK: clockToken, CHECK_REPLIES: '1' } : {}),
      },
      services: services.handle,
      ...(options.forTests ? { batchWait: 0.05 } : {}),
      onLog: options.onLog ?? (() => undefined),
    },
    join(ROOT, 'worker/migrations'),
  )
  const front = await openFront({
    workerPort: runtime.port,
    host: options.host,
    port,
    trustProxy: options.trustProxy ?? false,
    ...(options.tls ? { tls: options.tls } : {}),
  }).catch(async (error: unknown) => {
    await runtime.stop()
    throw error
  })
  const run = async (cron: string): Promise<void> => {
    await runtime.scheduled(cron, new Date())
    if (!isEachMinute(cron) && dataDir !== null) await careNightly(dataDir)
  }
  // Cron never fires in the embedded runtime: this is its clock.
  const lastNight = new Set<string>()
  const ticker = setInterval(() => {
    for (const cron of runtime.crons) if (isDue(cron, new Date(), lastNight)) void run(cron).catch(() => undefined)
  }, 60_000)
  ticker.unref()
  const resend = () => void resendEvents(runtime.miniflare).catch(() => undefined)
  if (dataDir !== null) resend()
  // The runtime raises a worker process that died; one that does not come back in ten seconds is lost.
  let misses = 0
  const watch = setInterval(() => {
    const knock = connect(runtime.port, '127.0.0.1', () => {
      // It died and was raised again, and what waited in its memory is gone.
      if (misses > 0) resend()
      misses = 0
      knock.destroy()
    })
    knock.on('error', () => {
      misses += 1
      if (misses === 10) options.onLost?.()
    })
  }, 1_000)
  watch.unref()
  return {
    url: front.url,
    workerUrl: `http://127.0.0.1:${runtime.port}`,
    miniflare: runtime.miniflare,
    mails: services.mails,
    work: services.work,
    moveClock: async (offsetMs) => {
      const reply = await fetch(`http://127.0.0.1:${runtime.port}/__test/clock`, {
        method: 'POST',
        headers: { 'x-test-clock': clockToken, 'content-type': 'application/json' },
        body: JSON.stringify({ offsetMs }),
      })
      if (!reply.ok) throw new Error(`the clock answered ${reply.status}`)
    },
    tick: run,
    close: async () => {
      clearInterval(ticker)
      clearInterval(watch)
      await front.close()
      await runtime.stop()
    },
  }
}

function isEachMinute(cron: string): boolean {
  return cron.startsWith('*')
}

/** Overwrites what was deleted (design §3), in a process that holds nobody up. */
function careNightly(dataDir: string): Promise<void> {
  return new Promise((resolve) => {
    const script = join(ROOT, 'host/src/care/nightly.ts')
    spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, dataDir, String(process.pid)], { stdio: ['ignore', 'ignore', 'inherit'] })
      .on('exit', () => resolve())
      .on('error', () => resolve())
  })
}

/** Whether a cron line of ours is due this minute: every minute, or once a day at its minute and hour (UTC). */
function isDue(cron: string, at: Date, done: Set<string>): boolean {
  const [minute, hour] = cron.split(' ')
  if (isEachMinute(cron)) return true
  const day = `${cron} ${at.toISOString().slice(0, 10)}`
  const late = at.getUTCHours() * 60 + at.getUTCMinutes() >= Number(hour) * 60 + Number(minute)
  if (!late || done.has(day)) return false
  done.add(day)
  return true
}
