import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import { afterAll, expect, it } from 'vitest'
import rules from './imports.cjs'

const scratch = mkdtempSync(join(tmpdir(), 'studymate-imports-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** Bad imports, each with the rule that must see it. */
const PLANTED: readonly [from: string, to: string, rule: string][] = [
  ['contract/src/a.ts', 'domain/src/b.ts', 'contract-is-ground'],
  ['domain/src/a.ts', 'worker/src/edge/b.ts', 'domain-is-pure'],
  ['worker/src/chat/a.ts', 'worker/src/matching/handlers.ts', 'features-are-neighbours'],
  ['worker/src/chat/b.ts', 'host/src/b.ts', 'worker-looks-down'],
  ['host/src/a.ts', 'web/src/b.ts', 'host-looks-down'],
  ['web/src/find/a.tsx', 'worker/src/edge/b.ts', 'web-speaks-contract'],
  ['web/src/find/parts/card.tsx', 'web/src/app/api.ts', 'parts-draw-only'],
  ['web/src/ui/a.tsx', 'web/src/find/b.ts', 'ui-knows-no-feature'],
]
const FINE: readonly [from: string, to: string][] = [
  ['worker/src/chat/c.ts', 'worker/src/matching/store.ts'],
  ['web/src/chat/a.tsx', 'domain/src/b.ts'],
]

it('sees every import that points up or aside', async () => {
  for (const [from, to] of [...PLANTED, ...FINE]) {
    for (const file of [from, to]) mkdirSync(dirname(join(scratch, file)), { recursive: true })
    writeFileSync(join(scratch, to), 'export type Thing = 1\nexport const thing = 1\n')
  }
  for (const [from, to] of [...PLANTED, ...FINE])
    writeFileSync(join(scratch, from), `import type { Thing } from '${'../'.repeat(from.split('/').length - 1)}${to}'\nexport type Own = Thing\n`)
  const { output } = await cruise(['contract', 'domain', 'worker', 'host', 'web'], {
    ...rules.options,
    ruleSet: { forbidden: rules.forbidden },
    validate: true,
    baseDir: scratch,
    exclude: undefined,
  })
  const violations = typeof output === 'string' ? [] : output.summary.violations.map(({ from, rule }) => `${from} ${rule.name}`)
  expect(violations.toSorted()).toEqual(PLANTED.map(([from, , rule]) => `${from} ${rule}`).toSorted())
})
