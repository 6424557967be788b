import { NOTIFICATION_DAYS } from '#notifications/life'
import { DAY_MS } from '#registry/entry'
import type { DataEntry } from '#registry/entry'

const erased = 'deleteAll() of the person object'

export const data: readonly DataEntry[] = [
  {
    home: 'object',
    name: 'PersonObject.presence',
    holds: 'Whether the person is here, and when they last were.',
    owner: ['self'],
    exported: 'no: it passes',
    erased,
    dies: null,
  },
  { home: 'object', name: 'PersonObject.self', holds: 'Whose object it is.', owner: ['user_id'], exported: 'no: an id', erased, dies: null },
  {
    home: 'object',
    name: 'PersonObject.tickets',
    holds: 'Hashes of single-use tickets for the socket.',
    owner: ['self'],
    exported: 'no: secrets never leave',
    erased,
    dies: { column: 'expires_at', afterMs: 0 },
  },
  {
    home: 'object',
    name: 'PersonObject.notifications',
    holds: 'The lines of the bell.',
    owner: ['self'],
    exported: 'notifications.json',
    erased,
    dies: { column: 'created_at', afterMs: NOTIFICATION_DAYS * DAY_MS },
  },
  {
    home: 'object',
    name: 'LimiterObject.counter',
    holds: 'How often a subject (a hash) called.',
    owner: [],
    exported: 'no: hashes only',
    erased: 'dies within a day',
    dies: { column: 'arrival', afterMs: DAY_MS },
  },
  {
    home: 'object',
    name: 'LimiterObject.attempts',
    holds: 'When a subject (a hash) tried to sign in.',
    owner: [],
    exported: 'no: hashes only',
    erased: 'dies within an hour',
    dies: { column: 'at', afterMs: 3_600_000 },
  },
]
