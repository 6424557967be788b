import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Settings } from '@studymate/worker/edge/config'
import { GUESTS } from './demo/cast.ts'
import { fillWithPeople } from './demo/fill.ts'
import { bindingOf, emailOf, keepMarker, markerOf, markerToFill } from './demo/marker.ts'
import { refuseFullDisk, watchDisk } from './disk.ts'
import { Environment } from './environment.ts'
import { HostFailure, explain } from './failure.ts'
import { openHost } from './host.ts'
import type { Host } from './host.ts'
import { lockFolder } from './lock.ts'
import type { Lock } from './lock.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

function readEnvironment(env: NodeJS.ProcessEnv) {
  // An empty variable is one that was not set.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const own = Environment.safeParse(given)
  const settings = Settings.safeParse(given)
  for (const parsed of [own, settings]) {
    const issue = parsed.error?.issues[0]
    if (!issue) continue
    const name = String(issue.path[0])
    throw new HostFailure(given[name] === undefined ? `${name} is missing: ${issue.message}.` : `${name}=${given[name]} does not work: ${issue.message}.`)
  }
  if (!own.data || !settings.data) throw new HostFailure('The environment could not be read.')
  if ((own.data.TLS_CERT === undefined) !== (own.data.TLS_KEY === undefined)) throw new HostFailure('TLS_CERT and TLS_KEY belong together: set both, or none.')
  const names = Object.keys(Settings.shape)
  return { own: own.data, settings: Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => names.includes(entry[0]))) }
}

function readPem(path: string, name: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    throw new HostFailure(`${name}=${path} cannot be read.`)
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

async function main(): Promise<void> {
  let host: Host | null = null
  let lock: Lock | null = null
  let stopping = false
  const stop = async (code: number): Promise<void> => {
    if (stopping) return
    stopping = true
    try {
      // A runtime that died cannot be asked to end; one that hangs is not waited for.
      if (code === 0) await Promise.race([host?.close(), new Promise((resolve) => setTimeout(resolve, 8_000))])
    } finally {
      lock?.release()
      process.exit(code)
    }
  }
  const about = { dataDir: '.data', host: '127.0.0.1', port: 8787 }
  try {
    const { own, settings } = readEnvironment(process.env)
    about.dataDir = isAbsolute(own.DATA_DIR) ? own.DATA_DIR : resolve(ROOT, own.DATA_DIR)
    about.host = own.HOST
    about.port = own.PORT
    const tls = own.TLS_CERT && own.TLS_KEY ? { cert: readPem(own.TLS_CERT, 'TLS_CERT'), key: readPem(own.TLS_KEY, 'TLS_KEY') } : undefined
    process.on('disconnect', () => void stop(0))
    // npm passes signals to its shell only: when whoever started us is gone, we go too.
    const parent = process.ppid
    setInterval(() => {
      if (process.ppid !== parent) void stop(0)
    }, 500).unref()

    const isFirst = !existsSync(`${about.dataDir}/secrets.json`)
    // Messages, recordings and reset links of people lie here: for this account of the machine only.
    mkdirSync(about.dataDir, { recursive: true, mode: 0o700 })
    refuseFullDisk(about.dataDir)
    lock = lockFolder(about.dataDir, `${tls ? 'https' : 'http'}://${own.HOST}:${own.PORT}`)
    const demo = own.DEMO ? markerToFill(about.dataDir, Boolean(settings['SMTP_URL'] ?? settings['MAIL_API_URL'])) : markerOf(about.dataDir)
    const isResumed = demo !== null && !isFirst
    host = await openHost({
      dist: resolve(ROOT, 'dist'),
      dataDir: about.dataDir,
      host: own.HOST,
      port: own.PORT,
      trustProxy: own.TRUST_PROXY,
      settings,
      ...(tls ? { tls } : {}),
      ...(demo ? { demo: bindingOf(demo) } : {}),
      onLost: () => {
        if (stopping) return
        process.stderr.write('StudyMate stops: its worker process ended and does not come back. Nothing acknowledged was lost; start it again.\n')
        void stop(1)
      },
      onLog: (level, message) => (level === 'error' || level === 'warn' ? process.stderr : process.stdout).write(`${message}\n`),
    })
    watchDisk(about.dataDir, (level, message) => (level === 'error' ? process.stderr : process.stdout).write(`${message}\n`))
    // The runtime's own listeners end the process before it could stop cleanly.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.removeAllListeners(signal).on(signal, () => void stop(0))
    if (own.DEMO && demo && !demo.isFilled) {
      process.stdout.write('Making up people to look around with …\n')
      await fillWithPeople(host.workerUrl, demo, { again: isResumed, now: Date.now() })
      keepMarker(about.dataDir, { ...demo, isFilled: true })
    }
    const site = settings['PUBLIC_URL'] ?? host.url
    lock.serves(site)
    process.stdout.write(`StudyMate serves ${site}\n`)
    if (!settings['SMTP_URL'] && !settings['MAIL_API_URL'])
      process.stdout.write(`Mails become files in ${about.dataDir}/outbox (set SMTP_URL or MAIL_API_URL to send them).\n`)
    if (demo)
      process.stdout.write(
        `Everybody here is made up. Look around as ${emailOf(GUESTS.ko)} (Korean) or ${emailOf(GUESTS.en)} (English), password ${demo.password}, or by the button on the sign-in page.\n`,
      )
    if (isFirst) process.stdout.write('Once you have signed up, make yourself administrator: npm run admin -- grant <your e-mail>\n')
    if (!tls && !isLoopback(own.HOST))
      process.stdout.write(
        'Over plain HTTP a browser on another machine gives no microphone: set TLS_CERT and TLS_KEY, or put a TLS proxy in front (docs/operations.md).\n',
      )
  } catch (error) {
    const known = explain(error, about)
    process.stderr.write(
      known
        ? `StudyMate cannot start. ${known.message}\n`
        : `StudyMate cannot start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
    await stop(1)
  }
}

await main()
