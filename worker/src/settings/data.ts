import type { DataEntry } from '#registry/entry'

export const data: readonly DataEntry[] = [
  {
    home: 'd1',
    name: 'settings',
    holds: 'What a person chose in the settings: what they are told, what others see, languages and voice, where they live in their own words.',
    owner: ['user_id'],
    exported: 'settings.json',
    erased: `DELETE FROM settings WHERE user_id = ?1`,
    dies: null,
  },
]
