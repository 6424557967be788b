import type { TestProject } from 'vitest/node'
import { shareHost } from './shared-host.ts'

/** The host of the HTTP tests. */
export default function setup(project: TestProject): Promise<() => Promise<void>> {
  return shareHost(project, ['worker'])
}
