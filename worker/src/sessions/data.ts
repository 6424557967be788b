import type { DataEntry } from '#registry/entry'

const erased = 'deleteAll() of the call object, when either of the two leaves for good'

export const data: readonly DataEntry[] = [
  {
    home: 'd1',
    name: 'sessions',
    holds: 'A session of two partners: when, how long, about what, in which languages, how it ended.',
    owner: ['low_id', 'high_id'],
    exported: 'sessions.json',
    erased: `DELETE FROM sessions WHERE low_id = ?1 OR high_id = ?1`,
    dies: null,
  },
  {
    home: 'd1',
    name: 'session_seats',
    holds: 'When a person joined and left a session, and how many seconds they were present.',
    owner: ['user_id'],
    exported: 'sessions.json',
    erased: `DELETE FROM session_seats WHERE user_id = ?1`,
    dies: null,
  },
  {
    home: 'object',
    name: 'CallObject.call_self',
    holds: 'Which call it is and whether it ended.',
    owner: [],
    exported: 'no: sessions.json says it',
    erased,
    dies: null,
  },
  {
    home: 'object',
    name: 'CallObject.call_seats',
    holds: 'Who sits in a call, with name, picture, microphone and camera on or off, time present.',
    owner: ['user_id'],
    exported: 'no: sessions.json says it',
    erased,
    dies: null,
  },
  {
    home: 'object',
    name: 'CallObject.call_ring',
    holds: 'Who rang whom last and how it ended.',
    owner: ['caller', 'callee'],
    exported: 'no: sessions.json says it',
    erased,
    dies: null,
  },
  {
    home: 'object',
    name: 'CallObject.call_owed',
    holds: 'What a call still has to tell the database or devices.',
    owner: [],
    exported: 'no: it repeats what stands elsewhere',
    erased,
    dies: null,
  },
  {
    home: 'object',
    name: 'PersonObject.rings',
    holds: 'A call that rings at this moment, at the person or for them.',
    owner: ['self'],
    exported: 'no: it lives 45 seconds',
    erased: 'deleteAll() of the person object',
    dies: { column: 'expires_at', afterMs: 0 },
  },
]
