import type { DataEntry } from '#registry/entry'

export const data: readonly DataEntry[] = [
  {
    home: 'd1',
    name: 'ai_usage',
    holds: 'How much of each AI engine a person used on a day: calls, seconds of audio, tokens.',
    owner: ['user_id'],
    exported: 'ai-usage.json',
    erased: `DELETE FROM ai_usage WHERE user_id = ?1`,
    dies: null,
  },
]
