import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Request } from 'miniflare'
import { afterAll, describe, expect, it } from 'vitest'
import { secretsOf } from './secrets.ts'
import { hostServices } from './services.ts'

const folder = mkdtempSync(join(tmpdir(), 'studymate-secrets-'))
afterAll(() => rmSync(folder, { recursive: true }))

function modeOf(...path: string[]): string {
  return (statSync(join(folder, ...path)).mode & 0o777).toString(8)
}

describe('what nobody else on the machine may read', () => {
  it('is the file of secrets, also after a backup that lost its mode', () => {
    const made = secretsOf(folder)
    expect(modeOf('secrets.json')).toBe('600')
    chmodSync(join(folder, 'secrets.json'), 0o644)
    expect(secretsOf(folder)).toEqual(made)
    expect(modeOf('secrets.json')).toBe('600')
  })

  it('is the outbox, where links lie that open accounts', async () => {
    const { handle } = hostServices({ outbox: join(folder, 'outbox') })
    expect((await handle(new Request('http://host/outbox/evt_1', { method: 'POST', body: 'mail' }))).status).toBe(204)
    expect([modeOf('outbox'), modeOf('outbox', 'evt_1.eml')]).toEqual(['700', '600'])
    for (const id of ['..%2fevil', '.hidden', 'a/b', ''])
      expect((await handle(new Request(`http://host/outbox/${id}`, { method: 'POST', body: 'x' }))).status).not.toBe(500)
    expect(() => statSync(join(folder, 'evil.eml'))).toThrow('ENOENT')
  })
})
