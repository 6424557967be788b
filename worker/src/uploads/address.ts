import * as z from 'zod'
import type { MemberCtx, WorkerEnv } from '#edge/context'
import { seal, unseal } from '#edge/signed-path'

/** Before the token of an upload's address. */
export const UPLOAD_PATH = '/media/upload/'

/** An address stays the same for this long, so that browsers keep what they have, and works for one to two of it. */
const WINDOW_MS = 12 * 3_600_000

/** Where one person sees or hears an upload. Media elements send no token, so the address is the right: for this person, for half a day to a day. */
export function uploadUrl({ env, now, mediaBase, userId }: Pick<MemberCtx, 'env' | 'now' | 'mediaBase' | 'userId'>, uploadId: string): string {
  const expiresAt = (Math.floor(now / WINDOW_MS) + 2) * WINDOW_MS
  return `${mediaBase}${UPLOAD_PATH}${seal(env, 'upload', [uploadId, userId, expiresAt])}`
}

const Payload = z.tuple([z.string(), z.string(), z.number()])

/** What an address stands for; null for one that was not made here or has run out. Times in epoch ms. */
export function openUploadUrl(env: WorkerEnv, token: string, at: number): { uploadId: string; viewerId: string; expiresAt: number } | null {
  const payload = Payload.safeParse(unseal(env, 'upload', token))
  if (!payload.success) return null
  const [uploadId, viewerId, expiresAt] = payload.data
  return expiresAt > at ? { uploadId, viewerId, expiresAt } : null
}
