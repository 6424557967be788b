import { BaseSequencer } from 'vitest/node'
import type { TestSpecification } from 'vitest/node'

/** Files of a kind that work beside each other in the same process wait until the others have begun. */
const LAST = ['http', 'rules']

/**
 * The order of the files: of each kind the longest first, and pages in turns with the hosts of their own, so that those who
 * wait stand beside those who work. What is short comes last and fills the gaps.
 */
export class InTurns extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const of = (isOne: (kind: string) => boolean) => sorted.filter(({ project }) => isOne(project.name))
    const pages = of((kind) => kind === 'browser')
    const hosts = of((kind) => kind !== 'browser' && !LAST.includes(kind))
    const pairs = Array.from({ length: Math.max(pages.length, hosts.length) }, (_, turn) => [pages[turn], hosts[turn]]).flat()
    return [...pairs.filter((file) => file !== undefined), ...LAST.flatMap((name) => of((kind) => kind === name))]
  }
}
