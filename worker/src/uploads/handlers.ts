import { fail, isFailure } from '@studymate/contract/errors'
import * as contract from '@studymate/contract/uploads'
import type { Upload } from '@studymate/contract/uploads'
import { UploadId } from '@studymate/contract/values'
import { roomOf } from '#chat/room'
import { route } from '#edge/context'
import type { Handler, MemberCtx } from '#edge/context'
import { uploadUrl } from './address.ts'
import { readFile } from './read-file.ts'
import * as store from './store.ts'

/** When it is worth trying again where too many wait: some may have been sent by then. */
const WAIT_SECONDS = 60

function present(ctx: MemberCtx, row: store.UploadRow): Upload {
  const { uploadId, purpose, contentType, size, width, height, durationSeconds } = row
  return {
    uploadId,
    purpose,
    url: uploadUrl(ctx, uploadId),
    contentType,
    size,
    ...(width === null || height === null ? {} : { width, height }),
    ...(durationSeconds === null ? {} : { durationSeconds }),
  }
}

const createUpload: Handler<typeof contract.createUpload> = async ({ file, purpose }, ctx) => {
  const read = await readFile(file, purpose)
  if (isFailure(read)) return read
  const { db, env, userId, now } = ctx
  const uploadId = UploadId.parse(ctx.ids.next('upl'))
  const { size, seconds, contentType, bytes } = read
  await db
    .prepare(store.SQL.announce)
    .bind(uploadId, userId, purpose, contentType, bytes.length, size?.width ?? null, size?.height ?? null, seconds, now, store.laterFrom(now))
    .run()
  // The row says whether there is room, also to a second run under the same key after a crash.
  if (!(await store.findUpload(db, uploadId))) return fail('RATE_LIMITED', { maxUnused: contract.MOST_UNUSED_UPLOADS, retryAfter: WAIT_SECONDS })
  await env.MEDIA.put(store.uploadKey({ ownerId: userId, uploadId }), bytes, { httpMetadata: { contentType } })
  await db.prepare(store.SQL.arrive).bind(uploadId, userId).run()
  const row = await store.findUpload(db, uploadId)
  if (!row) throw new Error('an upload that was announced is there')
  return present(ctx, row)
}

const getUpload: Handler<typeof contract.getUpload> = async ({ uploadId }, ctx) => {
  const row = await store.seenUpload(ctx.db, uploadId, ctx.userId)
  if (!row) return fail('NOT_FOUND')
  if (row.ownerId === ctx.userId) return present(ctx, row)
  const { roomId, clientId, ownerId: senderId } = row
  const isShown = roomId !== null && clientId !== null && (await roomOf(ctx.env, roomId).showsSent(roomId, ctx.userId, { senderId, clientId }))
  return isShown ? present(ctx, row) : fail('NOT_FOUND')
}

export const routes = [route(contract.createUpload, createUpload), route(contract.getUpload, getUpload)]
