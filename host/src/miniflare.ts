import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { Miniflare, convertV4MiniflareOptions } from 'miniflare'
import type { Request as HostRequest, Response as HostResponse } from 'miniflare'

// Every call to an unstable interface of the tool chain is in this file.

/** What the embedded runtime needs to serve. */
export interface RuntimeOptions {
  /** Folder with `studymate/` and `client/`, as built. */
  readonly dist: string
  /** Folder of databases, objects and files; null keeps everything in memory. */
  readonly state: string | null
  /** Loopback port for the worker itself; the front stands before it. */
  readonly port: number
  /** Plain values given to the worker. */
  readonly bindings: Readonly<Record<string, string>>
  /** Answers the worker's `HOST` binding. */
  readonly services: (request: HostRequest) => Promise<HostResponse>
  /** How long a queue waits for a batch to fill, in seconds, where that is not the build's. */
  readonly batchWait?: number
  readonly onLog: (level: string, message: string) => void
}

/** A running worker. */
export interface Runtime {
  readonly miniflare: Miniflare
  /** Port on 127.0.0.1 where the worker listens. */
  readonly port: number
  readonly crons: readonly string[]
  /** Calls the scheduled handler. */
  scheduled(cron: string, at: Date): Promise<void>
  stop(): Promise<void>
}

/** The part of the built configuration that is read here; the tool's own type is not published. */
interface BuiltConfig {
  readonly name?: string
  readonly main?: string
  readonly compatibility_date?: string
  readonly triggers: { readonly crons?: readonly string[] }
}

interface WorkerOptions {
  readonly modulesRules?: unknown
  readonly assets?: Record<string, unknown>
  readonly bindings?: Record<string, unknown>
  readonly serviceBindings?: Record<string, unknown>
  readonly d1Databases?: Record<string, unknown>
  readonly queueConsumers?: Record<string, object>
}

type Options = Parameters<typeof convertV4MiniflareOptions>[0]

const MODULE_TYPES: Record<string, 'ESModule' | 'CompiledWasm'> = { '.js': 'ESModule', '.mjs': 'ESModule', '.wasm': 'CompiledWasm' }

function modulesOf(folder: string, main: string) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => /\.(m?js|wasm)$/.test(file))
  return [join(folder, main), ...files.filter((file) => file !== join(folder, main))].map((path) => ({
    type: MODULE_TYPES[/\.\w+$/.exec(path)?.[0] ?? ''] ?? ('ESModule' as const),
    path: path.split(sep).join('/'),
    contents: readFileSync(path),
  }))
}

/** A migration and its statements. */
interface Migration {
  readonly name: string
  readonly statements: readonly string[]
}

/** Stands in while the database is migrated, and does it: through the runtime's proxy each statement would block this process for a round trip. */
const MIGRATOR = `export default {
  async fetch(request, { DB }) {
    for (const { name, statements } of await request.json())
      await DB.batch([...statements.map((sql) => DB.prepare(sql)), DB.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name)])
    return new Response(null, { status: 204 })
  },
}`

/** Migrations of a folder, split by the tool; what it said is kept beside the build, like the configuration. */
async function readMigrations(folder: string, build: string): Promise<Migration[]> {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
    .map((name) => ({ name, sql: readFileSync(join(folder, name), 'utf8') }))
  const print = createHash('sha256').update(JSON.stringify(files)).digest('hex')
  const kept = join(build, 'migrations.json')
  if (existsSync(kept)) {
    const value: { print: string; migrations: Migration[] } = JSON.parse(readFileSync(kept, 'utf8'))
    if (value.print === print) return value.migrations
  }
  const { unstable_splitSqlQuery } = await import('wrangler')
  const migrations = files.map(({ name, sql }) => ({ name, statements: unstable_splitSqlQuery(sql) }))
  keep(kept, { print, migrations })
  return migrations
}

/** Writes a file that others may be reading. */
function keep(path: string, value: unknown): void {
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(value))
  renameSync(`${path}.${process.pid}`, path)
}

/** Brings the database of a runtime up to date, where `MIGRATOR` stands. */
async function applyMigrations(miniflare: Miniflare, worker: string, migrations: readonly Migration[]): Promise<void> {
  const db = await miniflare.getD1Database('DB', worker)
  await db
    .prepare(
      'CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)',
    )
    .run()
  const { results } = await db.prepare('SELECT name FROM d1_migrations ORDER BY id').all()
  const done = new Set(results.map((row: Record<string, unknown>) => row['name']))
  const due = migrations.filter(({ name }) => !done.has(name))
  if (due.length === 0) return
  const reply = await miniflare.dispatchFetch('http://migrator/', { method: 'POST', body: JSON.stringify(due) })
  if (!reply.ok) throw new Error(`the database could not be migrated: ${await reply.text()}`)
}

/** What the tool makes of a build's configuration. */
interface Build {
  readonly config: BuiltConfig
  readonly workerOptions: WorkerOptions
}

/**
 * Reads the build's configuration through the tool, once a build: the tool takes a second and 120 MB to load, so what it
 * said is kept beside the build and read again as long as the configuration is the same.
 */
async function readBuild(folder: string): Promise<Build> {
  const source = join(folder, 'wrangler.json')
  const print = createHash('sha256').update(readFileSync(source)).update(folder).digest('hex')
  const kept = join(folder, 'host.json')
  if (existsSync(kept)) {
    const value: { print: string } & Build = JSON.parse(readFileSync(kept, 'utf8'))
    if (value.print === print) return value
  }
  const { unstable_getMiniflareWorkerOptions, unstable_readConfig } = await import('wrangler')
  const raw = unstable_readConfig({ config: source }, { hideWarnings: true })
  // The AI binding has no local form, and nothing may wait for it.
  raw.ai = undefined
  const config: BuiltConfig = raw
  const { workerOptions }: { workerOptions: WorkerOptions } = unstable_getMiniflareWorkerOptions(raw)
  keep(kept, { print, config, workerOptions })
  return { config, workerOptions }
}

/** Migrates the database, then starts the worker: the port answers only when everything stands. */
export async function startRuntime(options: RuntimeOptions, migrations: string): Promise<Runtime> {
  const folder = join(options.dist, 'studymate')
  const { config, workerOptions } = await readBuild(folder)
  const { modulesRules: _, assets, ...rest } = workerOptions
  const client = join(options.dist, 'client')
  if (!existsSync(client)) mkdirSync(client, { recursive: true })
  const shared = {
    cf: false as const,
    telemetry: { enabled: false },
    ...(options.state === null ? {} : { resourcePersistencePath: options.state }),
    handleStructuredLogs: ({ level, message }: { level: string; message: string }) => options.onLog(level, message),
  }
  const name = config.name ?? 'studymate'
  const { batchWait } = options
  const queueConsumers =
    batchWait === undefined
      ? rest.queueConsumers
      : Object.fromEntries(Object.entries(rest.queueConsumers ?? {}).map(([queue, of]) => [queue, { ...of, maxBatchTimeout: batchWait }]))
  const databases = { d1Databases: rest.d1Databases ?? [] }
  const waiting = {
    name,
    modules: true,
    script: MIGRATOR,
    compatibilityDate: config.compatibility_date ?? '2026-10-01',
    ...databases,
  }
  const miniflare = new Miniflare(convert({ ...shared, workers: [waiting] }))
  await applyMigrations(miniflare, name, await readMigrations(migrations, folder))
  await miniflare.setOptions(
    convert({
      ...shared,
      workers: [
        {
          ...rest,
          ...(queueConsumers ? { queueConsumers } : {}),
          name,
          modules: modulesOf(folder, config.main ? relative(folder, config.main) : 'index.js'),
          modulesRoot: folder,
          ...(assets ? { assets: { ...assets, directory: client } } : {}),
          bindings: { ...rest.bindings, ...options.bindings },
          serviceBindings: { ...rest.serviceBindings, HOST: options.services },
          unsafeDirectSockets: [{ host: '127.0.0.1', port: options.port }],
        },
      ],
    }),
  )
  const direct = await miniflare.unsafeGetDirectURL(name)
  return {
    miniflare,
    port: Number(direct.port),
    crons: config.triggers.crons ?? [],
    scheduled: async (cron, at) => {
      const worker: unknown = await miniflare.getWorker(name)
      if (hasScheduled(worker)) await worker.scheduled({ cron, scheduledTime: at })
    },
    stop: () => miniflare.dispose(),
  }
}

function hasScheduled(worker: unknown): worker is { scheduled(event: { cron: string; scheduledTime: Date }): Promise<unknown> } {
  // A proxy of the platform's service binding: its methods are not own properties.
  return worker !== null && (typeof worker === 'object' || typeof worker === 'function')
}

// The tool converts its own older form; our literal holds what it documents, its published type wants more.
function convert(options: unknown) {
  return convertV4MiniflareOptions(options as Options)
}
