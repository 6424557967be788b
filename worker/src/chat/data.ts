import type { DataEntry } from '#registry/entry'

const erased = 'the room takes out what the person wrote, name and id included'

export const data: readonly DataEntry[] = [
  {
    home: 'object',
    name: 'RoomObject.room',
    holds: 'When a room was opened, and its counters.',
    owner: [],
    exported: 'no: numbers only',
    erased: 'nothing: no person in it',
    dies: null,
  },
  {
    home: 'object',
    name: 'RoomObject.members',
    holds: 'Who is in a room, and how far each has read.',
    owner: ['user_id'],
    exported: 'chats/{roomId}.json',
    erased,
    dies: null,
  },
  {
    home: 'object',
    name: 'RoomObject.messages',
    holds: 'What people wrote to each other.',
    owner: ['sender_id'],
    exported: 'chats/{roomId}.json',
    erased,
    dies: null,
  },
  {
    home: 'object',
    name: 'RoomObject.outbox',
    holds: 'Sums of messages on their way to the facts.',
    owner: [],
    exported: 'no: it repeats what stands elsewhere',
    erased: 'sent within minutes',
    dies: null,
  },
  {
    home: 'object',
    name: 'RoomObject.agenda',
    holds: 'What a room has to do next, and when.',
    owner: [],
    exported: 'no: times only',
    erased: 'nothing: no person in it',
    dies: null,
  },
  {
    home: 'object',
    name: 'PersonObject.inbox',
    holds: 'The list of rooms with the newest message of each.',
    owner: ['self'],
    exported: 'no: it repeats what the rooms hold',
    erased: 'deleteAll() of the person object',
    dies: null,
  },
  {
    home: 'object',
    name: 'PersonObject.agenda',
    holds: "What a person's object has to do next, and when.",
    owner: ['self'],
    exported: 'no: times only',
    erased: 'deleteAll() of the person object',
    dies: null,
  },
]
