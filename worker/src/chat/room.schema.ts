import * as z from 'zod'
import type { Placed } from '@studymate/domain/chat/room'
import type { Message, ReadCursor } from '@studymate/contract/message'
import { MessageId, RoomId, UserId, timestamp } from '@studymate/contract/values'

const TABLES = `
  CREATE TABLE IF NOT EXISTS room (one INTEGER PRIMARY KEY CHECK (one = 1), room_id TEXT NOT NULL, opened_at INTEGER NOT NULL, rev INTEGER NOT NULL,
    counted_seq INTEGER NOT NULL, blocked INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS members (user_id TEXT PRIMARY KEY, read_seq INTEGER NOT NULL, bell_seq INTEGER NOT NULL, inbox_version INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS messages (seq INTEGER PRIMARY KEY, message_id TEXT NOT NULL UNIQUE, client_id TEXT NOT NULL, sender_id TEXT NOT NULL, type TEXT NOT NULL,
    content TEXT, reply_to TEXT, created_at INTEGER NOT NULL, edited_at INTEGER, deleted_at INTEGER) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS messages_once ON messages (sender_id, client_id);
  CREATE TABLE IF NOT EXISTS outbox (id TEXT PRIMARY KEY, payload TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
`

const RoomRow = z.object({ room_id: RoomId, opened_at: z.number(), rev: z.number(), counted_seq: z.number(), blocked: z.number() })
const MemberRow = z.object({ user_id: UserId, read_seq: z.number(), bell_seq: z.number(), inbox_version: z.number() })
export type MemberRow = z.infer<typeof MemberRow>
const PlacedRow = z.object({ seq: z.number(), message_id: MessageId, created_at: z.number() })
const MessageRow = PlacedRow.extend({
  client_id: z.string(),
  sender_id: UserId,
  content: z.string().nullable(),
  reply_to: MessageId.nullable(),
  edited_at: z.number().nullable(),
  deleted_at: z.number().nullable(),
})
type MessageRow = z.infer<typeof MessageRow>

/** A message on its way into the table; `createdAt` in epoch ms. */
export interface NewMessage extends Placed {
  readonly clientId: string
  readonly senderId: UserId
  readonly content: string
  readonly replyTo: MessageId | null
}

/** Messages sent by one person in one minute (of UTC, so that no day in any zone is cut in two). */
export interface Sum {
  readonly senderId: UserId
  readonly minute: number
  readonly count: number
}

/** The tables of one room in its object; every method is synchronous, so nothing comes between a decision and its write. */
export class RoomStore {
  readonly #sql: SqlStorage
  constructor(sql: SqlStorage) {
    this.#sql = sql
    sql.exec(TABLES)
  }

  room(): z.infer<typeof RoomRow> | null {
    const row = this.#sql.exec('SELECT room_id, opened_at, rev, counted_seq, blocked FROM room').toArray()[0]
    return row ? RoomRow.parse(row) : null
  }

  open(roomId: RoomId, members: readonly UserId[], blocked: boolean, now: number): void {
    this.#sql.exec('INSERT OR IGNORE INTO room (one, room_id, opened_at, rev, counted_seq, blocked) VALUES (1, ?, ?, 0, 0, ?)', roomId, now, blocked ? 1 : 0)
    for (const userId of members) this.#sql.exec('INSERT OR IGNORE INTO members (user_id, read_seq, bell_seq, inbox_version) VALUES (?, 0, 0, -1)', userId)
  }

  /** Counts a change of the room and gives its number. */
  nextRev(): number {
    return this.#sql.exec<{ rev: number }>('UPDATE room SET rev = rev + 1 RETURNING rev').one().rev
  }

  setBlocked(blocked: boolean): void {
    this.#sql.exec('UPDATE room SET blocked = ?, rev = rev + 1 WHERE blocked <> ?1', blocked ? 1 : 0)
  }

  members(): MemberRow[] {
    return this.#sql
      .exec('SELECT user_id, read_seq, bell_seq, inbox_version FROM members ORDER BY user_id')
      .toArray()
      .map((row) => MemberRow.parse(row))
  }

  member(userId: UserId): MemberRow | null {
    const row = this.#sql.exec('SELECT user_id, read_seq, bell_seq, inbox_version FROM members WHERE user_id = ?', userId).toArray()[0]
    return row ? MemberRow.parse(row) : null
  }

  cursors(): ReadCursor[] {
    return this.members().map(({ user_id, read_seq }) => ({ userId: user_id, seq: read_seq }))
  }

  setCursor(userId: UserId, seq: number): void {
    this.#sql.exec('UPDATE members SET read_seq = ? WHERE user_id = ? AND read_seq < ?1', seq, userId)
  }

  setBellSeq(userId: UserId, seq: number): void {
    this.#sql.exec('UPDATE members SET bell_seq = max(bell_seq, ?) WHERE user_id = ?', seq, userId)
  }

  setInboxVersion(userId: UserId, version: number): void {
    this.#sql.exec('UPDATE members SET inbox_version = max(inbox_version, ?) WHERE user_id = ?', version, userId)
  }

  placed(senderId: UserId, clientId: string): Placed | null {
    const row = this.#sql.exec('SELECT seq, message_id, created_at FROM messages WHERE sender_id = ? AND client_id = ?', senderId, clientId).toArray()[0]
    return row ? placedOf(PlacedRow.parse(row)) : null
  }

  hasMessage(messageId: MessageId): boolean {
    return this.#sql.exec('SELECT 1 FROM messages WHERE message_id = ?', messageId).toArray().length > 0
  }

  add(message: NewMessage): void {
    this.#sql.exec(
      `INSERT INTO messages (seq, message_id, client_id, sender_id, type, content, reply_to, created_at) VALUES (?, ?, ?, ?, 'text', ?, ?, ?)`,
      message.seq,
      message.messageId,
      message.clientId,
      message.senderId,
      message.content,
      message.replyTo,
      message.createdAt,
    )
  }

  last(): Message | null {
    return this.#messages('SELECT * FROM messages ORDER BY seq DESC LIMIT 1')[0] ?? null
  }

  /** The place of the newest message: seq and time only. */
  lastPlaced(): Placed | null {
    const row = this.#sql.exec('SELECT seq, message_id, created_at FROM messages ORDER BY seq DESC LIMIT 1').toArray()[0]
    return row ? placedOf(PlacedRow.parse(row)) : null
  }

  /** Messages before a seq, newest first. */
  before(seq: number, limit: number): Message[] {
    return this.#messages('SELECT * FROM messages WHERE seq < ? ORDER BY seq DESC LIMIT ?', seq, limit)
  }

  /** Messages after a seq, oldest first. */
  after(seq: number, limit: number): Message[] {
    return this.#messages('SELECT * FROM messages WHERE seq > ? ORDER BY seq LIMIT ?', seq, limit)
  }

  find(messageId: MessageId): Message | null {
    return this.#messages('SELECT * FROM messages WHERE message_id = ?', messageId)[0] ?? null
  }

  #messages(query: string, ...values: (number | string)[]): Message[] {
    const cursors = this.cursors()
    return this.#sql
      .exec(query, ...values)
      .toArray()
      .map((row) => messageOf(MessageRow.parse(row), cursors))
  }

  /** Others' undeleted messages after a cursor, those only that were there at a moment. */
  unread(userId: UserId, after: number, until = Number.MAX_SAFE_INTEGER): { count: number; lastSeq: number; lastSender: UserId | null } {
    const row = this.#sql
      .exec<{ count: number; last: number | null }>(
        'SELECT count(*) AS count, max(seq) AS last FROM messages WHERE seq > ?1 AND sender_id <> ?2 AND deleted_at IS NULL AND created_at <= ?3',
        after,
        userId,
        until,
      )
      .one()
    if (row.last === null) return { count: 0, lastSeq: after, lastSender: null }
    const sender = this.#sql.exec<{ sender_id: string }>('SELECT sender_id FROM messages WHERE seq = ?', row.last).one()
    return { count: row.count, lastSeq: row.last, lastSender: UserId.parse(sender.sender_id) }
  }

  /** When the oldest message of others after a seq came; null where there is none. */
  oldestUnread(userId: UserId, after: number): number | null {
    const rows = this.#sql.exec<{ created_at: number }>(
      'SELECT created_at FROM messages WHERE seq > ? AND sender_id <> ? AND deleted_at IS NULL ORDER BY seq LIMIT 1',
      after,
      userId,
    )
    return rows.toArray()[0]?.created_at ?? null
  }

  /** Messages that no sum has counted yet, of minutes that are over; and up to which seq they go. */
  uncounted(countedSeq: number, beforeMs: number): { sums: Sum[]; upTo: number } {
    const sums = this.#sql
      .exec<{ sender_id: string; minute: number; count: number }>(
        'SELECT sender_id, created_at / 60000 AS minute, count(*) AS count FROM messages WHERE seq > ?1 AND created_at < ?2 GROUP BY sender_id, minute',
        countedSeq,
        beforeMs,
      )
      .toArray()
      .map(({ sender_id, minute, count }) => ({ senderId: UserId.parse(sender_id), minute, count }))
    const upTo = this.#sql
      .exec<{ seq: number | null }>('SELECT max(seq) AS seq FROM messages WHERE seq > ?1 AND created_at < ?2', countedSeq, beforeMs)
      .one().seq
    return { sums, upTo: upTo ?? countedSeq }
  }

  setCounted(seq: number): void {
    this.#sql.exec('UPDATE room SET counted_seq = ?', seq)
  }

  putOut(id: string, payload: string, at: number): void {
    this.#sql.exec('INSERT OR IGNORE INTO outbox (id, payload, created_at) VALUES (?, ?, ?)', id, payload, at)
  }

  waiting(): { id: string; payload: string; created_at: number }[] {
    return this.#sql
      .exec<{ id: string; payload: string; created_at: number }>('SELECT id, payload, created_at FROM outbox ORDER BY created_at LIMIT 100')
      .toArray()
  }

  confirm(ids: readonly string[]): void {
    for (const id of ids) this.#sql.exec('DELETE FROM outbox WHERE id = ?', id)
  }
}

function placedOf(row: z.infer<typeof PlacedRow>): Placed {
  return { messageId: row.message_id, seq: row.seq, createdAt: row.created_at }
}

function messageOf(row: MessageRow, cursors: readonly ReadCursor[]): Message {
  return {
    messageId: row.message_id,
    clientId: row.client_id,
    seq: row.seq,
    senderId: row.sender_id,
    type: 'text',
    content: row.content,
    ...(row.reply_to === null ? {} : { replyTo: row.reply_to }),
    ...(row.edited_at === null ? {} : { editedAt: timestamp(row.edited_at) }),
    ...(row.deleted_at === null ? {} : { deletedAt: timestamp(row.deleted_at) }),
    createdAt: timestamp(row.created_at),
    readBy: cursors.filter(({ userId, seq }) => userId !== row.sender_id && seq >= row.seq).map(({ userId }) => userId),
  }
}
