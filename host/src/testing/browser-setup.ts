import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { openHost } from '#host'
import { build } from '../../../tools/build.mjs'
import { startMailWindow } from './mail-window.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** Builds everything and opens one host in memory for the tests in Chromium. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dist = process.env['STUDYMATE_DIST'] ?? join(ROOT, 'dist')
  await build({ dist })
  const errors: string[] = []
  const host = await openHost({
    dist,
    dataDir: null,
    host: '127.0.0.1',
    port: 0,
    trustProxy: true,
    forTests: true,
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
