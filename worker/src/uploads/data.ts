import type { DataEntry } from '#registry/entry'

export const data: readonly DataEntry[] = [
  {
    home: 'd1',
    name: 'uploads',
    holds: 'Files that people uploaded for a message or an evaluation: kind, size, length, and which message uses them. One that none uses dies after a day.',
    owner: ['owner_id'],
    exported: 'no: the files themselves are in uploads/',
    erased: `DELETE FROM uploads WHERE owner_id = ?1`,
    dies: null,
  },
  {
    home: 'r2',
    name: 'upload/',
    holds: 'The files: pictures without metadata and sound, under the person. They go with their message, or after a day if none uses them.',
    owner: ['second part of the key'],
    exported: 'uploads/*',
    erased: 'everything under upload/{userId}/',
    dies: null,
  },
]
