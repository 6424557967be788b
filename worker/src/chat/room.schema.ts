import * as z from 'zod'
import type { Placed } from '@studymate/domain/chat/room'
import { sees } from '@studymate/domain/chat/sight'
import type { Sight } from '@studymate/domain/chat/sight'
import type { Held, Message, Quote, Reaction } from '@studymate/contract/message'
import { UserId } from '@studymate/contract/values'
import type { MessageId } from '@studymate/contract/values'
import { MessageRow, PlacedRow, messageOf, placedOf, quoteOf, stored } from './room.rows.ts'
import { RoomSeats } from './room.seats.ts'

const TABLES = `
  CREATE TABLE IF NOT EXISTS room (one INTEGER PRIMARY KEY CHECK (one = 1), room_id TEXT NOT NULL, opened_at INTEGER NOT NULL, rev INTEGER NOT NULL,
    counted_seq INTEGER NOT NULL, blocked INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS members (user_id TEXT PRIMARY KEY, read_seq INTEGER NOT NULL, bell_seq INTEGER NOT NULL, inbox_version INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS messages (seq INTEGER PRIMARY KEY, message_id TEXT NOT NULL UNIQUE, client_id TEXT NOT NULL, sender_id TEXT NOT NULL, type TEXT NOT NULL,
    content TEXT, reply_to TEXT, created_at INTEGER NOT NULL, edited_at INTEGER, deleted_at INTEGER) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS messages_once ON messages (sender_id, client_id);
  CREATE TABLE IF NOT EXISTS edits (seq INTEGER NOT NULL, content TEXT NOT NULL, replaced_at INTEGER NOT NULL, PRIMARY KEY (seq, replaced_at)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS reactions (seq INTEGER NOT NULL, user_id TEXT NOT NULL, emoji TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (seq, user_id, emoji)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS changes (kind TEXT NOT NULL, seq INTEGER NOT NULL, user_id TEXT NOT NULL, emoji TEXT NOT NULL, rev INTEGER NOT NULL,
    PRIMARY KEY (kind, seq, user_id, emoji)) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS changes_by_rev ON changes (rev);
  CREATE TABLE IF NOT EXISTS seats (user_id TEXT PRIMARY KEY, joined_at INTEGER NOT NULL, after_seq INTEGER NOT NULL, gone INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS hidden (blocker_id TEXT NOT NULL, blocked_id TEXT NOT NULL, PRIMARY KEY (blocker_id, blocked_id)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS outbox (id TEXT PRIMARY KEY, payload TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
`

const SentRow = z.object({ seq: z.number(), sender_id: UserId })
const HIDES = 'SELECT blocked_id FROM hidden WHERE blocker_id = ?'

/** A message on its way into the table; `createdAt` in epoch ms. */
export interface NewMessage extends Placed {
  readonly clientId: string
  readonly senderId: UserId
  readonly said: Held
  readonly replyTo: MessageId | null
}

/** What somebody did to a message: its newest state is read from the message itself. Or, with `seq` 0, that a group's members or its title changed, or whom one of them sees. */
export interface Change {
  readonly kind: 'edit' | 'delete' | 'reaction' | 'members' | 'title' | 'hidden'
  readonly seq: number
  /** Of a reaction: who, and which. Of `hidden`: who sees others now. */
  readonly userId: UserId | null
  readonly emoji: string | null
  readonly rev: number
}

const ChangeRow = z.object({
  kind: z.enum(['edit', 'delete', 'reaction', 'members', 'title', 'hidden']),
  seq: z.number(),
  user_id: z.string(),
  emoji: z.string(),
  rev: z.number(),
})
const ReactionRow = z.object({ seq: z.number(), user_id: UserId, emoji: z.string() })

/** Messages sent by one person in one minute (of UTC, so that no day in any zone is cut in two). */
export interface Sum {
  readonly senderId: UserId
  readonly minute: number
  readonly count: number
}

/** Unread messages after a cursor as counted up to a `seq`. */
interface Count {
  readonly after: number
  readonly upTo: number
  readonly count: number
}

/** The tables of one room in its object; every method is synchronous, so nothing comes between a decision and its write. */
export class RoomStore extends RoomSeats {
  #last: Placed | null = null
  readonly #counts = new Map<UserId, Count>()

  constructor(sql: SqlStorage) {
    super(sql)
    sql.exec(TABLES)
  }

  override forget(): void {
    super.forget()
    this.#last = null
    this.#counts.clear()
  }

  /** Counts that the members changed, or whom one of them sees. */
  noteMembers(): number {
    return this.#note('members', 0, '', '')
  }

  noteTitle(): number {
    return this.#note('title', 0, '', '')
  }

  noteSight(userId: UserId): number {
    return this.#note('hidden', 0, userId, '')
  }

  placed(senderId: UserId, clientId: string): Placed | null {
    const row = this.sql.exec('SELECT seq, message_id, created_at FROM messages WHERE sender_id = ? AND client_id = ?', senderId, clientId).toArray()[0]
    return row ? placedOf(PlacedRow.parse(row)) : null
  }

  /** Whether a message is here for somebody. */
  hasMessage(messageId: MessageId, sight: Sight): boolean {
    const row = this.sql.exec('SELECT seq, sender_id FROM messages WHERE message_id = ?', messageId).toArray()[0]
    if (!row) return false
    const { seq, sender_id } = SentRow.parse(row)
    return sees(sight, { seq, senderId: sender_id })
  }

  add(message: NewMessage): void {
    this.sql.exec(
      `INSERT INTO messages (seq, message_id, client_id, sender_id, type, content, reply_to, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      message.seq,
      message.messageId,
      message.clientId,
      message.senderId,
      message.said.type,
      stored(message.said),
      message.replyTo,
      message.createdAt,
    )
    this.#last = { messageId: message.messageId, seq: message.seq, createdAt: message.createdAt }
  }

  /** The newest message that a member may see. */
  last(userId: UserId, sight: Sight): Message | null {
    if (sight.after === 0 && sight.hides.size === 0) return this.#messages('SELECT * FROM messages ORDER BY seq DESC LIMIT 1')[0] ?? null
    return this.#messages(`SELECT * FROM messages WHERE seq > ? AND sender_id NOT IN (${HIDES}) ORDER BY seq DESC LIMIT 1`, sight.after, userId)[0] ?? null
  }

  /** The place of the newest message: seq and time only. */
  lastPlaced(): Placed | null {
    if (this.#last) return this.#last
    const row = this.sql.exec('SELECT seq, message_id, created_at FROM messages ORDER BY seq DESC LIMIT 1').toArray()[0]
    this.#last = row ? placedOf(PlacedRow.parse(row)) : null
    return this.#last
  }

  /** Messages before a seq and after another, newest first. */
  before(seq: number, limit: number, after = 0): Message[] {
    return this.#messages('SELECT * FROM messages WHERE seq < ? AND seq > ? ORDER BY seq DESC LIMIT ?', seq, after, limit)
  }

  /** Messages after a seq, oldest first. */
  after(seq: number, limit: number): Message[] {
    return this.#messages('SELECT * FROM messages WHERE seq > ? ORDER BY seq LIMIT ?', seq, limit)
  }

  find(messageId: MessageId): Message | null {
    return this.#messages('SELECT * FROM messages WHERE message_id = ?', messageId)[0] ?? null
  }

  /** The message with a number; null where there is none. */
  at(seq: number): Message | null {
    return this.#messages('SELECT * FROM messages WHERE seq = ?', seq)[0] ?? null
  }

  #messages(query: string, ...values: (number | string)[]): Message[] {
    const cursors = this.cursors()
    const rows = this.sql
      .exec(query, ...values)
      .toArray()
      .map((row) => MessageRow.parse(row))
    const reactions = this.#reactionsOf(rows.map(({ seq }) => seq))
    return rows.map((row) => messageOf(row, cursors, reactions.get(row.seq) ?? [], row.reply_to === null ? null : this.quote(row.reply_to)))
  }

  /** What an answer shows of the message that it answers; null where there is none. */
  quote(messageId: MessageId): Quote | null {
    const row = this.sql.exec('SELECT * FROM messages WHERE message_id = ?', messageId).toArray()[0]
    return row ? quoteOf(MessageRow.parse(row)) : null
  }

  /** By `seq`, each emoji with those who put it there in the order they did. */
  #reactionsOf(seqs: readonly number[]): Map<number, Reaction[]> {
    const found = new Map<number, Reaction[]>()
    const rows = this.sql.exec(
      'SELECT seq, user_id, emoji FROM reactions WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq, at, user_id',
      JSON.stringify(seqs),
    )
    for (const row of rows.toArray()) {
      const { seq, user_id: userId, emoji } = ReactionRow.parse(row)
      const list = found.get(seq) ?? []
      found.set(seq, list)
      const one = list.find((reaction) => reaction.emoji === emoji)
      if (one) one.userIds.push(userId)
      else list.push({ emoji, userIds: [userId] })
    }
    return found
  }

  /** Lets a message say something else; what it said before is kept beside it until it is deleted. */
  edit(seq: number, said: Held, now: number): number {
    // Several within a millisecond are several.
    this.sql.exec(
      `INSERT INTO edits (seq, content, replaced_at) SELECT seq, content, max(?1, coalesce((SELECT max(replaced_at) + 1 FROM edits WHERE seq = ?2), 0)) FROM messages WHERE seq = ?2`,
      now,
      seq,
    )
    this.sql.exec('UPDATE messages SET content = ?, edited_at = ? WHERE seq = ?', stored(said), now, seq)
    return this.#note('edit', seq, '', '')
  }

  /** What a message said before it was changed, as the column holds it, the newest first. */
  earlier(seq: number, limit: number): string[] {
    return this.sql
      .exec<{ content: string }>('SELECT content FROM edits WHERE seq = ? ORDER BY replaced_at DESC LIMIT ?', seq, limit)
      .toArray()
      .map(({ content }) => content)
  }

  /** Takes a message back: its place stays, what it said and what was said of it by emoji is gone. */
  delete(seq: number, now: number): number {
    this.#counts.clear()
    this.sql.exec('UPDATE messages SET content = NULL, deleted_at = ? WHERE seq = ?', now, seq)
    for (const query of ['DELETE FROM edits WHERE seq = ?', 'DELETE FROM reactions WHERE seq = ?', 'DELETE FROM changes WHERE seq = ?'])
      this.sql.exec(query, seq)
    return this.#note('delete', seq, '', '')
  }

  /** Puts an emoji under a message or takes it away; null where nothing changed. */
  react(seq: number, userId: UserId, emoji: string, on: boolean, now: number): number | null {
    const cursor = on
      ? this.sql.exec('INSERT OR IGNORE INTO reactions (seq, user_id, emoji, at) VALUES (?, ?, ?, ?) RETURNING seq', seq, userId, emoji, now)
      : this.sql.exec('DELETE FROM reactions WHERE seq = ? AND user_id = ? AND emoji = ? RETURNING seq', seq, userId, emoji)
    return cursor.toArray().length > 0 ? this.#note('reaction', seq, userId, emoji) : null
  }

  /** Counts a change of a message; of several of the same thing only the newest is kept. */
  #note(kind: Change['kind'], seq: number, userId: string, emoji: string): number {
    const rev = this.nextRev()
    this.sql.exec(
      'INSERT INTO changes (kind, seq, user_id, emoji, rev) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET rev = excluded.rev',
      kind,
      seq,
      userId,
      emoji,
      rev,
    )
    return rev
  }

  /** Changes after a `rev` of messages up to a `seq`, in the order made. */
  changesAfter(rev: number, upToSeq: number, limit: number): Change[] {
    return this.sql
      .exec('SELECT kind, seq, user_id, emoji, rev FROM changes WHERE rev > ? AND seq <= ? ORDER BY rev LIMIT ?', rev, upToSeq, limit)
      .toArray()
      .map((row) => ChangeRow.parse(row))
      .map(({ user_id, emoji, ...change }) => ({ ...change, userId: user_id === '' ? null : UserId.parse(user_id), emoji: emoji === '' ? null : emoji }))
  }

  /** Others' undeleted messages after a cursor that a member sees, those only that were there at a moment; and from how many. */
  unread(userId: UserId, after: number, until = Number.MAX_SAFE_INTEGER): { count: number; senders: number; lastSeq: number; lastSender: UserId | null } {
    const row = this.sql
      .exec<{ count: number; senders: number; last: number | null }>(
        `SELECT count(*) AS count, count(DISTINCT sender_id) AS senders, max(seq) AS last FROM messages
         WHERE seq > ?1 AND sender_id <> ?2 AND deleted_at IS NULL AND created_at <= ?3 AND sender_id NOT IN (SELECT blocked_id FROM hidden WHERE blocker_id = ?2)`,
        after,
        userId,
        until,
      )
      .one()
    if (row.last === null) return { count: 0, senders: 0, lastSeq: after, lastSender: null }
    const sender = this.sql.exec<{ sender_id: string }>('SELECT sender_id FROM messages WHERE seq = ?', row.last).one()
    return { count: row.count, senders: row.senders, lastSeq: row.last, lastSender: UserId.parse(sender.sender_id) }
  }

  /** How many {@link unread} would count: of one who is far behind only what came since is counted. */
  unreadCount(userId: UserId, after: number): number {
    const known = this.#counts.get(userId)
    const from = known?.after === after ? known : { after, upTo: after, count: 0 }
    const upTo = this.lastPlaced()?.seq ?? 0
    const count = upTo > from.upTo ? from.count + this.unread(userId, from.upTo).count : from.count
    this.#counts.set(userId, { after, upTo, count })
    return count
  }

  /** When the oldest message of others after a seq came that a member sees; null where there is none. */
  oldestUnread(userId: UserId, after: number): number | null {
    const rows = this.sql.exec<{ created_at: number }>(
      `SELECT created_at FROM messages WHERE seq > ?1 AND sender_id <> ?2 AND deleted_at IS NULL
         AND sender_id NOT IN (SELECT blocked_id FROM hidden WHERE blocker_id = ?2) ORDER BY seq LIMIT 1`,
      after,
      userId,
    )
    return rows.toArray()[0]?.created_at ?? null
  }

  /** Messages that no sum has counted yet, of minutes that are over; and up to which seq they go. */
  uncounted(countedSeq: number, beforeMs: number): { sums: Sum[]; upTo: number } {
    const sums = this.sql
      .exec<{ sender_id: string; minute: number; count: number }>(
        'SELECT sender_id, created_at / 60000 AS minute, count(*) AS count FROM messages WHERE seq > ?1 AND created_at < ?2 GROUP BY sender_id, minute',
        countedSeq,
        beforeMs,
      )
      .toArray()
      .map(({ sender_id, minute, count }) => ({ senderId: UserId.parse(sender_id), minute, count }))
    const upTo = this.sql
      .exec<{ seq: number | null }>('SELECT max(seq) AS seq FROM messages WHERE seq > ?1 AND created_at < ?2', countedSeq, beforeMs)
      .one().seq
    return { sums, upTo: upTo ?? countedSeq }
  }

  putOut(id: string, payload: string, at: number): void {
    this.sql.exec('INSERT OR IGNORE INTO outbox (id, payload, created_at) VALUES (?, ?, ?)', id, payload, at)
  }

  waiting(): { id: string; payload: string; created_at: number }[] {
    return this.sql
      .exec<{ id: string; payload: string; created_at: number }>('SELECT id, payload, created_at FROM outbox ORDER BY created_at LIMIT 100')
      .toArray()
  }

  confirm(ids: readonly string[]): void {
    for (const id of ids) this.sql.exec('DELETE FROM outbox WHERE id = ?', id)
  }
}
