import type { TestProject } from 'vitest/node'
import { startMailWindow } from './mail-window.ts'
import { openTestHost } from './test-host.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the host that all HTTP tests share. */
    hostUrl: string
    /** Where tests read the mails of that host. */
    mailUrl: string
  }
}

/** Opens one host in memory for all HTTP tests: what is served is what is tested. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const errors: string[] = []
  const host = await openTestHost({ onError: (message) => errors.push(message) })
  const window = await startMailWindow(host.mails, errors)
  project.provide('hostUrl', host.url)
  project.provide('mailUrl', window.url)
  return async () => {
    await window.close()
    await host.close()
  }
}
