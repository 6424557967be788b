import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Sources of each part: a part is built again only when one of them changed. */
const SOURCES = {
  client: ['contract/src', 'domain/src', 'web', 'tools/vite.config.ts', 'package-lock.json'],
  worker: ['contract/src', 'domain/src', 'worker/src', 'worker/wrangler.jsonc', 'tools/vite.config.ts', 'package-lock.json'],
}

function* filesUnder(path) {
  if (!existsSync(path)) return
  const entries = readdirSync(path, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    if (entry.name === 'node_modules' || /\.(test|browser)\.tsx?$/.test(entry.name)) continue
    const inner = join(path, entry.name)
    if (entry.isDirectory()) yield* filesUnder(inner)
    else yield inner
  }
}

function fingerprint(sources) {
  const hash = createHash('sha256')
  for (const source of sources) {
    const path = join(ROOT, source)
    for (const file of /\.[a-z]+$/.test(source) ? [path] : filesUnder(path)) hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/** Which parts changed since their last build. */
export function staleParts(dist = join(ROOT, 'dist'), parts = ['client', 'worker']) {
  return parts.filter((part) => {
    const stamp = join(dist, `.${part}.stamp`)
    return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== fingerprint(SOURCES[part])
  })
}

/**
 * Builds what changed into `dist` (client in `dist/client`, worker in `dist/studymate`).
 * @param {{ dist?: string, parts?: ('client' | 'worker')[], quiet?: boolean }} options
 */
export async function build({ dist = join(ROOT, 'dist'), parts = ['client', 'worker'], quiet = true } = {}) {
  const stale = staleParts(dist, parts)
  if (stale.length === 0) return []
  const { createBuilder } = await import('vite')
  process.env.STUDYMATE_DIST = resolve(dist)
  // Vitest names another one, and the pages would get the React of development: what is tested is what is served.
  const named = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    const builder = await createBuilder({ configFile: join(ROOT, 'tools/vite.config.ts'), logLevel: quiet ? 'error' : 'info' })
    for (const part of stale) {
      const print = fingerprint(SOURCES[part])
      await builder.build(builder.environments[part === 'worker' ? 'studymate' : 'client'])
      mkdirSync(dist, { recursive: true })
      writeFileSync(join(dist, `.${part}.stamp`), print)
    }
  } finally {
    if (named === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = named
  }
  return stale
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const built = await build({ quiet: false })
  console.info(built.length > 0 ? `Built: ${built.join(', ')}.` : 'Nothing changed since the last build.')
}
