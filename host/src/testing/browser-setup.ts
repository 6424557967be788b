import type { TestProject } from 'vitest/node'
import { startMailWindow } from './mail-window.ts'
import { openTestHost } from './test-host.ts'

/** Builds everything and opens one host in memory for the tests in Chromium. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const errors: string[] = []
  const host = await openTestHost({ parts: ['client', 'worker'], onError: (message) => errors.push(message) })
  const window = await startMailWindow(host.mails, errors)
  project.provide('hostUrl', host.url)
  project.provide('mailUrl', window.url)
  return async () => {
    await window.close()
    await host.close()
  }
}
