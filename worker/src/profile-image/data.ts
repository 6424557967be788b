import type { DataEntry } from '#registry/entry'

export const data: readonly DataEntry[] = [
  {
    home: 'd1',
    name: 'profile_images',
    holds: "Versions of a person's picture: size, kind, and whether it is shown.",
    owner: ['user_id'],
    exported: 'no: the picture itself is in profile-image/',
    erased: `DELETE FROM profile_images WHERE user_id = ?1`,
    dies: null,
  },
  {
    home: 'r2',
    name: 'profile-image/',
    holds: 'Pictures of people in two sizes, without metadata, under the person and the version.',
    owner: ['second part of the key'],
    exported: 'profile-image/*',
    erased: 'everything under profile-image/{userId}/',
    dies: null,
  },
]
