import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { openHost } from '#host'
import { startMailWindow } from './mail-window.ts'
import { build } from '../../../tools/build.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the host that all HTTP tests share. */
    hostUrl: string
    /** Where tests read the mails of that host. */
    mailUrl: string
  }
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** Opens one host in memory for all HTTP tests: what is served is what is tested. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dist = process.env['STUDYMATE_DIST'] ?? join(ROOT, 'dist')
  await build({ dist, parts: ['worker'] })
  const errors: string[] = []
  const host = await openHost({
    dist,
    dataDir: null,
    host: '127.0.0.1',
    port: 0,
    // Each actor of a test has an address of its own, or the limits of an address would trip.
    trustProxy: true,
    forTests: true,
    // The real cost is measured in the bench; here it would only make a hundred sign-ups slow.
    hashCost: { logN: 8, r: 8, p: 1 },
    onLog: (level, message) => {
      if (level === 'error') errors.push(message)
      if (process.env['STUDYMATE_LOG']) process.stderr.write(`${message}\n`)
    },
  })
  const window = await startMailWindow(host.mails, errors)
  project.provide('hostUrl', host.url)
  project.provide('mailUrl', window.url)
  return async () => {
    await window.close()
    await host.close()
  }
}
