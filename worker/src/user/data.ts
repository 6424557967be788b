import type { DataEntry } from '#registry/entry'

export const data: readonly DataEntry[] = [
  {
    home: 'd1',
    name: 'profiles',
    holds: 'What a person says of themselves, their native language, and what they let others see.',
    owner: ['user_id'],
    exported: 'profile.json',
    erased: `DELETE FROM profiles WHERE user_id = ?1`,
    dies: null,
  },
]
