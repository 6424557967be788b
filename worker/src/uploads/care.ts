import type { WorkerEnv } from '#edge/context'
import { roomOf } from '#chat/room'
import * as store from './store.ts'
import type { UploadRow } from './store.ts'

/** What becomes of an upload that is due: a message has it, a report holds it back, or it goes. */
async function settle(env: WorkerEnv, upload: UploadRow, now: number): Promise<D1PreparedStatement> {
  const { uploadId, ownerId, status, roomId, clientId, messageId } = upload
  const { DB: db } = env
  if (status === 'here' && roomId !== null && clientId !== null) {
    const sent = await roomOf(env, roomId).sentAs(roomId, ownerId, clientId)
    if (sent?.deleted === false) return db.prepare(store.SQL.stay).bind(uploadId, sent.messageId)
    if (sent) return db.prepare(store.SQL.drop).bind(uploadId, sent.messageId, now)
  }
  if (messageId !== null && (await db.prepare(store.SQL.isReported).bind(ownerId, messageId).first()))
    return db.prepare(store.SQL.lookAgain).bind(uploadId, store.laterFrom(now))
  await env.MEDIA.delete(store.uploadKey(upload))
  return db.prepare(store.SQL.forget).bind(uploadId)
}

/** Takes out what no message uses any more or ever did, bytes first. Returns how many were looked at. */
export async function sweepUploads(env: WorkerEnv, now: number): Promise<number> {
  const due = await store.dueUploads(env.DB, now)
  const statements: D1PreparedStatement[] = []
  for (const upload of due) statements.push(await settle(env, upload, now))
  if (statements.length > 0) await env.DB.batch(statements)
  return due.length
}

/** Takes out the bytes of a deleted message, unless a report needs them. */
export async function clearDropped(env: WorkerEnv, upload: UploadRow, now: number): Promise<D1PreparedStatement> {
  return settle(env, { ...upload, status: 'gone' }, now)
}
