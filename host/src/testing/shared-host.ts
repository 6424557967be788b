import type { TestProject } from 'vitest/node'
import { startMailWindow } from './mail-window.ts'
import { openTestHost } from './test-host.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the host that the tests of a project share. */
    hostUrl: string
    /** Where tests read the mails of that host. */
    mailUrl: string
  }
}

/**
 * Opens one host in memory for all tests of a project: what is served is what is tested. Gives what closes it again, which
 * fails when a handler threw meanwhile: that is a bug, whatever its test made of the answer.
 */
export async function shareHost(project: TestProject, parts: ('client' | 'worker')[]): Promise<() => Promise<void>> {
  const errors: string[] = []
  const host = await openTestHost({ parts, onError: (message) => errors.push(message) })
  const window = await startMailWindow(host.mails, errors)
  project.provide('hostUrl', host.url)
  project.provide('mailUrl', window.url)
  return async () => {
    await window.close()
    await host.close()
    const thrown = errors.filter((line) => line.includes('a handler threw'))
    if (thrown.length === 0) return
    process.exitCode = 1
    throw new Error(`${thrown.length} handlers threw:\n${thrown.slice(0, 5).join('\n')}`)
  }
}
