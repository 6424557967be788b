import type { TestProject } from 'vitest/node'
import { shareHost } from './shared-host.ts'

/** The host of the tests in Chromium, with the pages built. */
export default function setup(project: TestProject): Promise<() => Promise<void>> {
  return shareHost(project, ['client', 'worker'])
}
