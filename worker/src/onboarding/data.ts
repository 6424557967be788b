import type { DataEntry } from '#registry/entry'

export const data: readonly DataEntry[] = [
  {
    home: 'd1',
    name: 'learning_languages',
    holds: 'Languages that a person learns, with the level they gave themselves.',
    owner: ['user_id'],
    exported: 'profile.json',
    erased: `DELETE FROM learning_languages WHERE user_id = ?1`,
    dies: null,
  },
  {
    home: 'd1',
    name: 'choices',
    holds: 'Topics, reasons to learn, ways to learn and to meet that a person chose.',
    owner: ['user_id'],
    exported: 'profile.json',
    erased: `DELETE FROM choices WHERE user_id = ?1`,
    dies: null,
  },
  {
    home: 'd1',
    name: 'free_slots',
    holds: 'Free hours of the week as the person wrote them.',
    owner: ['user_id'],
    exported: 'schedule.json',
    erased: `DELETE FROM free_slots WHERE user_id = ?1`,
    dies: null,
  },
]
