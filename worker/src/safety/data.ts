import { DAY_MS } from '#registry/entry'
import type { DataEntry } from '#registry/entry'

export const data: readonly DataEntry[] = [
  {
    home: 'd1',
    name: 'blocks',
    holds: 'Who has blocked whom.',
    owner: ['blocker_id', 'blocked_id'],
    exported: 'blocks.json: own blocks, the others under a pseudonym',
    erased: `DELETE FROM blocks WHERE blocker_id = ?1 OR blocked_id = ?1`,
    dies: null,
  },
  {
    home: 'd1',
    name: 'reports',
    holds: 'Reports with what was reported and what the two said around it, until 30 days after their decision.',
    owner: ['reporter_id', 'about_user_id'],
    exported: 'reports.json: own reports only',
    // What was reported stays with its report, without names, until 30 days after the decision (decisions §12). The report's own id stands where a person's did:
    // two that lost the same one must not be taken for one.
    erased: `UPDATE reports SET reporter_id = iif(reporter_id = ?1, id, reporter_id), about_user_id = iif(about_user_id = ?1, NULL, about_user_id), target_id = iif(target_id = ?1, id, target_id), evidence = json_remove(evidence, '$.displayName', '$.profileImage') WHERE ?1 IN (reporter_id, about_user_id)`,
    dies: { column: 'decided_at', afterMs: 30 * DAY_MS, where: 'decided_at IS NOT NULL' },
  },
]
