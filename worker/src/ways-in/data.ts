import type { DataEntry } from '#registry/entry'

export const data: readonly DataEntry[] = [
  {
    home: 'd1',
    name: 'identities',
    holds: 'Accounts at Google, Naver, Kakao or an OpenID provider that a person signs in with.',
    owner: ['user_id'],
    exported: 'ways-in.json',
    erased: `DELETE FROM identities WHERE user_id = ?1`,
    dies: null,
  },
  {
    home: 'd1',
    name: 'way_states',
    holds: 'Hashes of round trips to a provider that are under way.',
    owner: ['user_id'],
    exported: 'no: secrets never leave',
    erased: `DELETE FROM way_states WHERE user_id = ?1`,
    dies: { column: 'expires_at', afterMs: 0 },
  },
  {
    home: 'd1',
    name: 'way_codes',
    holds: 'Hashes of the codes by which a page takes over a sign-in from a provider.',
    owner: ['user_id'],
    exported: 'no: secrets never leave',
    erased: `DELETE FROM way_codes WHERE user_id = ?1`,
    dies: { column: 'expires_at', afterMs: 0 },
  },
]
