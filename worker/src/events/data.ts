import { DAY_MS } from '#registry/entry'
import type { DataEntry } from '#registry/entry'

export const data: readonly DataEntry[] = [
  {
    home: 'd1',
    name: 'outbox',
    holds: 'Events on their way to those who react to them.',
    owner: [],
    exported: 'no: it repeats what stands elsewhere',
    erased: `DELETE FROM outbox WHERE instr(payload, ?1) > 0`,
    dies: { column: 'sent_at', afterMs: DAY_MS, where: 'sent_at IS NOT NULL' },
  },
  {
    home: 'd1',
    name: 'consumed',
    holds: 'Which event had its effect, so that twice is once.',
    owner: [],
    exported: 'no: ids only',
    erased: 'nothing: ids of events only',
    dies: { column: 'consumed_at', afterMs: 14 * DAY_MS },
  },
  {
    home: 'd1',
    name: 'dead_letters',
    holds: 'Events that could not be delivered, for the operator.',
    owner: [],
    exported: 'no: it repeats what stands elsewhere',
    erased: `DELETE FROM dead_letters WHERE instr(payload, ?1) > 0`,
    dies: { column: 'died_at', afterMs: 30 * DAY_MS },
  },
  {
    home: 'd1',
    name: 'facts',
    holds: 'What a person did and when: days, messages (as sums), calls, answers, tests, matches.',
    owner: ['user_id'],
    exported: 'facts.json',
    erased: `DELETE FROM facts WHERE user_id = ?1`,
    dies: null,
  },
  {
    home: 'd1',
    name: 'idempotency',
    holds: 'Answers kept for a repeated call under the same Idempotency-Key.',
    owner: ['caller'],
    exported: 'no: it repeats what stands elsewhere',
    erased: `DELETE FROM idempotency WHERE caller = ?1`,
    dies: { column: 'created_at', afterMs: DAY_MS },
  },
]
