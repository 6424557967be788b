import * as z from 'zod'
import { settingsOf } from './config.ts'
import type { WorkerEnv } from './context.ts'
import { seal, unseal } from './signed-path.ts'

/** `large` on a page of its own, `small` in lists, calls and the bell. */
export type ImageSize = 'large' | 'small'

/** Before the token of a picture's address. */
export const IMAGE_PATH = '/media/profile-image/'

/** An address stays the same for this long, so that browsers keep what they have, and works for one to two of it: 3 to 6 days. */
export const IMAGE_WINDOW_MS = 3 * 86_400_000

/** What an address is made of. */
export interface ImageAddress {
  readonly userId: string
  readonly imageId: string
  readonly size: ImageSize
  /** To whom it was given; empty where several get the same one. */
  readonly viewerId: string
  /** Epoch milliseconds. */
  readonly expiresAt: number
}

/** Where and when an address is given. Without `mediaBase` (a frame, a line in the bell) it begins with PUBLIC_URL, or is a path of this service. */
export interface ImageGiver {
  readonly env: WorkerEnv
  /** Epoch milliseconds. */
  readonly now: number
  readonly mediaBase?: string
  /** To whom the address is given: it ends for them when they are blocked. */
  readonly userId?: string
}

/**
 * The one maker of addresses of people's pictures: whoever is shown a person is given one, nobody else can make it, and no token is needed to follow
 * it. It is bound to this version of the picture and to the one who is shown it. Null where there is no picture.
 */
export function imageUrl({ env, now, mediaBase, userId: viewerId = '' }: ImageGiver, userId: string, imageId: string | null, size: ImageSize): string | null {
  if (imageId === null) return null
  // Each picture turns at a time of its own, else all addresses of a site would change at once.
  const phase = Number.parseInt(imageId.slice(-8), 16) % IMAGE_WINDOW_MS || 0
  const expiresAt = (Math.floor((now + phase) / IMAGE_WINDOW_MS) + 2) * IMAGE_WINDOW_MS - phase
  return `${mediaBase ?? settingsOf(env).PUBLIC_URL ?? ''}${IMAGE_PATH}${seal(env, 'profile-image', [userId, imageId, size, viewerId, expiresAt])}`
}

const Payload = z.tuple([z.string(), z.string(), z.enum(['large', 'small']), z.string(), z.number()])

/** What an address stands for; null for one that was not made here or has run out. */
export function openImageUrl(env: WorkerEnv, token: string, at: number): ImageAddress | null {
  const payload = Payload.safeParse(unseal(env, 'profile-image', token))
  if (!payload.success) return null
  const [userId, imageId, size, viewerId, expiresAt] = payload.data
  return expiresAt > at ? { userId, imageId, size, viewerId, expiresAt } : null
}
