import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { createRequire } from 'node:module'
import type { Figure } from './figure.ts'
import { verdict } from './figure.ts'
import { plot } from './matching.ts'

const BENCH = join(import.meta.dirname, '..')
const BEGIN = '<!-- figures -->'
const END = '<!-- /figures -->'

/** Where and when a run took place. */
function surroundings(at: Date): Record<string, string> {
  const require = createRequire(import.meta.url)
  const version = (name: string): string => {
    const read: unknown = require(`${name}/package.json`)
    return typeof read === 'object' && read !== null && 'version' in read ? String(read.version) : 'unknown'
  }
  return {
    taken: at.toISOString(),
    machine: `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GB, ${platform()} ${release()} ${arch()}`,
    versions: `Node ${process.versions.node}, miniflare ${version('miniflare')}, workerd ${version('workerd')}`,
  }
}

/** Writes a run to `results/latest.json` and its table into `README.md`. */
export function report(figures: readonly Figure[], at: Date): void {
  const about = surroundings(at)
  const told = figures.map((figure) => ({ ...figure, verdict: verdict(figure) }))
  mkdirSync(join(BENCH, 'results'), { recursive: true })
  writeFileSync(join(BENCH, 'results/latest.json'), `${JSON.stringify({ ...about, figures: told }, null, 2)}\n`)
  const drawn = plot(figures)
  if (drawn !== null) writeFileSync(join(BENCH, 'results/matching.svg'), drawn)
  const rows = told.map(
    ({ name, measured, bare, limit, unit, verdict }) =>
      `| ${[name, measured, bare ?? '—', limit === null ? '—' : `≤ ${limit} ${unit}`, verdict].join(' | ')} |`,
  )
  const table = [
    BEGIN,
    '',
    ...Object.entries(about).map(([key, value]) => `- ${key}: ${value}`),
    '',
    '| figure | ours | bare platform, same run | limit | |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    ...(drawn === null ? [] : ['![List and filter by how many people there are](results/matching.svg)', '']),
    END,
  ].join('\n')
  const path = join(BENCH, 'README.md')
  const readme = readFileSync(path, 'utf8')
  const [before, after] = [readme.indexOf(BEGIN), readme.indexOf(END)]
  if (before < 0 || after < 0) throw new Error('bench/README.md has lost the marks of its table')
  writeFileSync(path, readme.slice(0, before) + table + readme.slice(after + END.length))
}
