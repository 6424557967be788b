import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { createRequire } from 'node:module'
import type { Figure, WalkRow } from './figure.ts'
import { round, verdict } from './figure.ts'
import { plot } from './matching.ts'

const BENCH = join(import.meta.dirname, '..')

/** Puts lines between the marks of a generated part. */
function between(text: string, name: string, lines: readonly string[]): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [before, after] = [text.indexOf(begin), text.indexOf(end)]
  if (before < 0 || after < 0) throw new Error(`bench/README.md has lost the marks of its ${name}`)
  return [text.slice(0, before) + begin, '', ...lines, '', text.slice(after)].join('\n')
}

/** A line of the table of operations. */
function walkLine({ operation, calls, p50, p95, p99, note }: WalkRow): string {
  const times = calls === 0 ? ['—', '—', '—'] : [p50, p95, p99].map(round)
  return `| ${[operation, calls, ...times, note].join(' | ')} |`
}

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
    ...Object.entries(about).map(([key, value]) => `- ${key}: ${value}`),
    '',
    '| figure | ours | bare platform, same run | limit | |',
    '|---|---|---|---|---|',
    ...rows,
    ...(drawn === null ? [] : ['', '![List and filter by how many people there are](results/matching.svg)']),
  ]
  const walk = figures.flatMap((figure) => figure.walk ?? [])
  const operations = ['| operation | calls | p50 ms | p95 ms | p99 ms | |', '|---|---|---|---|---|---|', ...walk.map(walkLine)]
  const path = join(BENCH, 'README.md')
  const readme = between(readFileSync(path, 'utf8'), 'figures', table)
  writeFileSync(path, walk.length === 0 ? readme : between(readme, 'operations', operations))
}
