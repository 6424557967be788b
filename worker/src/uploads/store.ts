import * as z from 'zod'
import { MOST_UNUSED_UPLOADS, UNUSED_UPLOAD_HOURS, UploadPurpose } from '@studymate/contract/uploads'
import { MessageId, RoomId, UploadId, UserId } from '@studymate/contract/values'

const COLUMNS = 'id, owner_id, purpose, status, content_type, bytes, width, height, duration_seconds, room_id, client_id, message_id'

/** Statements of uploads; the bytes lie in the bucket under {@link uploadKey}. */
export const SQL = {
  announce: `INSERT INTO uploads (id, owner_id, purpose, status, content_type, bytes, width, height, duration_seconds, created_at, dies_at)
    SELECT ?1, id, ?3, 'coming', ?4, ?5, ?6, ?7, ?8, ?9, ?10 FROM users WHERE id = ?2
      AND (SELECT count(*) FROM uploads WHERE owner_id = ?2 AND room_id IS NULL) < ${MOST_UNUSED_UPLOADS} ON CONFLICT DO NOTHING`,
  arrive: `UPDATE uploads SET status = 'here' WHERE id = ?1 AND owner_id = ?2 AND status = 'coming'`,
  find: `SELECT ${COLUMNS} FROM uploads WHERE id = ?1`,
  // ?1 upload, ?2 viewer: the owner, or who is in its room now and stands across no block from them.
  seen: `SELECT ${COLUMNS} FROM uploads u WHERE id = ?1 AND status = 'here' AND (owner_id = ?2 OR (
      (EXISTS (SELECT 1 FROM matches m WHERE m.room_id = u.room_id AND ?2 IN (m.low_id, m.high_id))
        OR EXISTS (SELECT 1 FROM group_members g WHERE g.room_id = u.room_id AND g.user_id = ?2 AND g.left_at IS NULL))
      AND NOT EXISTS (SELECT 1 FROM blocks b WHERE (b.blocker_id = u.owner_id AND b.blocked_id = ?2) OR (b.blocker_id = ?2 AND b.blocked_id = u.owner_id))))`,
  // ?1 upload, ?2 owner, ?3 room, ?4 client id, ?5 purpose, ?6 when to look again. Once, or again for the same message.
  use: `UPDATE uploads SET room_id = ?3, client_id = ?4, dies_at = ?6 WHERE id = ?1 AND owner_id = ?2 AND purpose = ?5 AND status = 'here'
      AND (room_id IS NULL OR (room_id = ?3 AND client_id = ?4)) RETURNING ${COLUMNS}`,
  drop: `UPDATE uploads SET status = 'gone', message_id = ?2, dies_at = ?3 WHERE id = ?1 AND status = 'here'`,
  due: `SELECT ${COLUMNS} FROM uploads INDEXED BY uploads_due WHERE dies_at <= ?1 ORDER BY dies_at LIMIT 100`,
  stay: `UPDATE uploads SET message_id = ?2, dies_at = NULL WHERE id = ?1 AND status = 'here'`,
  // What was reported stays with its report (decisions §12).
  isReported: `SELECT 1 FROM reports WHERE about_user_id = ?1 AND target_type = 'message' AND target_id = ?2`,
  lookAgain: `UPDATE uploads SET dies_at = ?2 WHERE id = ?1`,
  forget: `DELETE FROM uploads WHERE id = ?1`,
} as const

const HOUR_MS = 3_600_000

/** When somebody looks at an upload again, epoch ms. */
export function laterFrom(now: number): number {
  return now + UNUSED_UPLOAD_HOURS * HOUR_MS
}

const Row = z
  .object({
    id: UploadId,
    owner_id: UserId,
    purpose: UploadPurpose,
    status: z.enum(['coming', 'here', 'gone']),
    content_type: z.string(),
    bytes: z.number(),
    width: z.number().nullable(),
    height: z.number().nullable(),
    duration_seconds: z.number().nullable(),
    room_id: RoomId.nullable(),
    client_id: z.string().nullable(),
    message_id: MessageId.nullable(),
  })
  .transform((row) => ({
    uploadId: row.id,
    ownerId: row.owner_id,
    purpose: row.purpose,
    status: row.status,
    contentType: row.content_type,
    size: row.bytes,
    width: row.width,
    height: row.height,
    durationSeconds: row.duration_seconds,
    roomId: row.room_id,
    clientId: row.client_id,
    messageId: row.message_id,
  }))
/** An upload as the database knows it. */
export type UploadRow = z.output<typeof Row>

/** Where the bytes of an upload lie. */
export function uploadKey(of: { readonly ownerId: string; readonly uploadId: string }): string {
  return `upload/${of.ownerId}/${of.uploadId}`
}

/** An upload, whatever its state; null where there is none. */
export async function findUpload(db: D1Database, uploadId: UploadId): Promise<UploadRow | null> {
  return Row.nullable().parse(await db.prepare(SQL.find).bind(uploadId).first())
}

/** An upload that is here, for its owner or somebody who is in its room now and stands across no block from them; whether they may see that message is the room's to say. */
export async function seenUpload(db: D1Database, uploadId: string, viewerId: string): Promise<UploadRow | null> {
  return Row.nullable().parse(await db.prepare(SQL.seen).bind(uploadId, viewerId).first())
}

/**
 * Takes an upload for one message of its owner; again for the same message is the same. `NOT_FOUND` where the person has none of that id, `VALIDATION_ERROR`
 * for one of another purpose, `CONFLICT` for one that another message has.
 */
export async function useUpload(
  db: D1Database,
  of: { uploadId: UploadId; ownerId: UserId; purpose: UploadPurpose; roomId: RoomId; clientId: string; now: number },
): Promise<UploadRow | 'NOT_FOUND' | 'VALIDATION_ERROR' | 'CONFLICT'> {
  const [used, found] = await db.batch([
    db.prepare(SQL.use).bind(of.uploadId, of.ownerId, of.roomId, of.clientId, of.purpose, laterFrom(of.now)),
    db.prepare(SQL.find).bind(of.uploadId),
  ])
  const row = Row.optional().parse(used?.results[0])
  if (row) return row
  const other = Row.optional().parse(found?.results[0])
  if (!other || other.ownerId !== of.ownerId || other.status !== 'here') return 'NOT_FOUND'
  return other.purpose === of.purpose ? 'CONFLICT' : 'VALIDATION_ERROR'
}

/** From now on nobody sees an upload whose message was deleted; its bytes go a little later. Harmless again. */
export async function dropUpload(db: D1Database, of: { uploadId: UploadId; messageId: MessageId; now: number }): Promise<void> {
  await db.prepare(SQL.drop).bind(of.uploadId, of.messageId, of.now).run()
}

/** Uploads that somebody has to look at. */
export async function dueUploads(db: D1Database, now: number): Promise<UploadRow[]> {
  const { results } = await db.prepare(SQL.due).bind(now).all()
  return results.map((row) => Row.parse(row))
}
