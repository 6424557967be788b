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
    holds: 'Topics, reasons to learn, ways to learn and to meet, and what a partner should be like, as a person chose them.',
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
  {
    home: 'd1',
    name: 'welcome_steps',
    holds: 'Which steps of the welcome a person has saved, and when first.',
    owner: ['user_id'],
    exported: 'profile.json',
    erased: `DELETE FROM welcome_steps WHERE user_id = ?1`,
    dies: null,
  },
]
