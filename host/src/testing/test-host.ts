import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openHost } from '#host'
import type { Host } from '#host'
import { build } from '../../../tools/build.mjs'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** In what a host for tests may differ from the others. */
export interface TestHostOptions {
  /** Settings of the installation. */
  readonly settings?: Record<string, string>
  /** What is built before; the pages take longer. */
  readonly parts?: ('client' | 'worker')[]
  /** Hears of each error in the log. */
  readonly onError?: (message: string) => void
}

/** Builds what is served and opens a host in memory whose clock can be moved. Errors of its log go to stderr, with `STUDYMATE_LOG` all of it. */
export async function openTestHost({ settings = {}, parts = ['worker'], onError }: TestHostOptions = {}): Promise<Host> {
  const dist = process.env['STUDYMATE_DIST'] ?? join(ROOT, 'dist')
  await build({ dist, parts })
  return openHost({
    dist,
    dataDir: null,
    host: '127.0.0.1',
    port: 0,
    settings,
    // Each actor of a test has an address of its own, or the limits of an address would trip.
    trustProxy: true,
    forTests: true,
    // The real cost is measured in the bench; here it would only make a hundred sign-ups slow.
    hashCost: { logN: 8, r: 8, p: 1 },
    onLog: (level, message) => {
      if (level === 'error') onError?.(message)
      if (process.env['STUDYMATE_LOG'] || (level === 'error' && !onError)) process.stderr.write(`${message}\n`)
    },
  })
}
