import { DAY_MS } from '#registry/entry'
import type { DataEntry } from '#registry/entry'

/** Seconds that the order of a list is kept, so that its pages fit together. */
export const RANKING_SECONDS = 600
/** Prefix of the kept orders in KV; it is the registry's name of them. */
export const RANKING_PREFIX = 'match-rank:'

export const data: readonly DataEntry[] = [
  {
    home: 'd1',
    name: 'seekers',
    holds: 'What matching knows of a person, derived from what they said of themselves; only while they may be shown.',
    owner: ['user_id'],
    exported: 'no: it repeats the profile',
    erased: `DELETE FROM seekers WHERE user_id = ?1`,
    dies: null,
  },
  {
    home: 'd1',
    name: 'seeker_pairs',
    holds: 'Index of who speaks and learns what.',
    owner: ['user_id'],
    exported: 'no: it repeats the profile',
    erased: `DELETE FROM seeker_pairs WHERE user_id = ?1`,
    dies: null,
  },
  {
    home: 'd1',
    name: 'match_requests',
    holds: 'Requests with their hellos, and what became of them.',
    owner: ['sender_id', 'receiver_id'],
    exported: 'match-requests.json: own hellos, those received under a pseudonym, own reasons',
    erased: `DELETE FROM match_requests WHERE sender_id = ?1 OR receiver_id = ?1`,
    dies: { column: 'closed_at', afterMs: 90 * DAY_MS, where: 'closed_at IS NOT NULL' },
  },
  {
    home: 'd1',
    name: 'matches',
    holds: 'Who are partners, and their room.',
    owner: ['low_id', 'high_id'],
    exported: 'matches.json: the partner under a pseudonym',
    erased: `DELETE FROM matches WHERE low_id = ?1 OR high_id = ?1`,
    dies: null,
  },
  {
    home: 'kv',
    name: RANKING_PREFIX,
    holds: 'The order of possible partners of one person, so that the pages of the list fit together.',
    owner: ['user_id'],
    exported: 'no: ids of other people',
    erased: `dies within ${RANKING_SECONDS / 60} minutes`,
    dies: { column: 'put', afterMs: RANKING_SECONDS * 1000 },
  },
]
