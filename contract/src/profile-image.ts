import * as z from 'zod'
import { endpoint } from './endpoint.ts'

/** Most bytes of an image (decisions §3). */
export const MOST_IMAGE_BYTES = 5 * 1024 * 1024
/** Most pixels of an image by its header: 40 megapixels (decisions §3). */
export const MOST_IMAGE_PIXELS = 40_000_000
/** What the browser makes: the longer side of the picture and of its small copy, pixels. */
export const IMAGE_SIDES = { large: 512, small: 96 } as const
/** Bounds of the part `small`: it is for lists, twenty at once. */
export const MOST_SMALL = { bytes: 128 * 1024, side: 256 } as const

/** Where one's own picture is seen. */
export const ProfileImage = z
  .object({
    profileImage: z
      .string()
      .nullable()
      .describe('Address of the picture, which works without a token and for some days; ask again for a newer one. Null without a picture.'),
    smallProfileImage: z.string().nullable().describe('The same for lists: at most 256 px where the picture came with a small copy.'),
  })
  .meta({ id: 'ProfileImage' })
export type ProfileImage = z.infer<typeof ProfileImage>

const common = { tag: 'user', auth: 'member' } as const

/** The person's own picture. Guide 2. */
export const getProfileImage = endpoint({
  ...common,
  id: 'getProfileImage',
  method: 'GET',
  path: '/user/profile-image',
  summary: 'Picture of the signed-in person',
  limit: '120/min',
  input: z.object({}),
  output: ProfileImage,
  errors: ['USER_001'],
})

/** Saves a picture in place of the one before: read by its content, without any metadata, upright (decisions §4). Guide 2. */
export const saveProfileImage = endpoint({
  ...common,
  id: 'saveProfileImage',
  method: 'PATCH',
  path: '/user/profile-image',
  summary: 'Save the picture',
  limit: '60/hour',
  body: 'multipart',
  maxBody: MOST_IMAGE_BYTES + MOST_SMALL.bytes + 64 * 1024,
  input: z.object({
    image: z.file().describe('PNG, JPEG or WebP, at most 5 MB and 40 megapixels'),
    small: z.file().optional().describe('The same picture for lists, at most 256 px a side and 128 KB; without it the one serves for both'),
  }),
  output: ProfileImage,
  errors: ['FILE_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'VALIDATION_ERROR', 'USER_001'],
})

/** Removes the picture; without one it is harmless. */
export const removeProfileImage = endpoint({
  ...common,
  id: 'removeProfileImage',
  method: 'DELETE',
  path: '/user/profile-image',
  summary: 'Remove the picture',
  limit: '60/min',
  input: z.object({}),
  output: ProfileImage,
  errors: [],
})
