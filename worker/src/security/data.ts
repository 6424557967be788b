import { DAY_MS } from '#registry/entry'
import type { DataEntry } from '#registry/entry'

export const data: readonly DataEntry[] = [
  {
    home: 'd1',
    name: 'email_changes',
    holds: 'A change of address that was asked for: the old address and the new one.',
    owner: ['user_id'],
    exported: 'email-changes.json',
    erased: `DELETE FROM email_changes WHERE user_id = ?1`,
    dies: { column: 'asked_at', afterMs: 30 * DAY_MS },
  },
]
