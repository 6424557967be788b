import * as z from 'zod'
import type { Placed } from '@studymate/domain/chat/room'
import { WHOLE, sees } from '@studymate/domain/chat/sight'
import type { Sight } from '@studymate/domain/chat/sight'
import type { Held, Message, Quote, Reaction, ReadCursor } from '@studymate/contract/message'
import { RoomId, UserId } from '@studymate/contract/values'
import type { MessageId } from '@studymate/contract/values'
import { MessageRow, PlacedRow, messageOf, placedOf, quoteOf, stored } from './room.rows.ts'

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

/** What the column `blocked` says: a block hides the room from both; who has parted may read and cannot write. */
export const BARRED = { no: 0, blocked: 1, parted: 2 } as const

/** What stands between two people, as the column keeps it. */
export function barredBetween(pair: { readonly blocked: boolean; readonly ended: boolean }): number {
  return pair.blocked ? BARRED.blocked : pair.ended ? BARRED.parted : BARRED.no
}

const RoomRow = z.object({ room_id: RoomId, opened_at: z.number(), rev: z.number(), counted_seq: z.number(), blocked: z.number() })
const MemberRow = z.object({
  user_id: UserId,
  read_seq: z.number(),
  bell_seq: z.number(),
  inbox_version: z.number(),
  after_seq: z.number(),
  joined_at: z.number(),
  gone: z.number(),
})
/** A member; in a group with the `seq` after which they came, and whether they have left. */
export type MemberRow = z.infer<typeof MemberRow>
const HiddenRow = z.object({ blocker_id: UserId, blocked_id: UserId })
const SentRow = z.object({ seq: z.number(), sender_id: UserId })

const MEMBERS = `SELECT m.user_id, m.read_seq, m.bell_seq, m.inbox_version, coalesce(s.after_seq, 0) AS after_seq, coalesce(s.joined_at, 0) AS joined_at, coalesce(s.gone, 0) AS gone
  FROM members m LEFT JOIN seats s ON s.user_id = m.user_id`
const HIDES = 'SELECT blocked_id FROM hidden WHERE blocker_id = ?'

/** Who is in a group, and who of them has blocked whom. */
export interface GroupFacts {
  readonly members: readonly { readonly userId: UserId; readonly joinedAt: number }[]
  readonly blocks: readonly { readonly blockerId: UserId; readonly blockedId: UserId }[]
}

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

  open(roomId: RoomId, members: readonly UserId[], barred: number, now: number): void {
    this.#sql.exec('INSERT OR IGNORE INTO room (one, room_id, opened_at, rev, counted_seq, blocked) VALUES (1, ?, ?, 0, 0, ?)', roomId, now, barred)
    for (const userId of members) this.#sql.exec('INSERT OR IGNORE INTO members (user_id, read_seq, bell_seq, inbox_version) VALUES (?, 0, 0, -1)', userId)
  }

  /** Counts a change of the room and gives its number. */
  nextRev(): number {
    return this.#sql.exec<{ rev: number }>('UPDATE room SET rev = rev + 1 RETURNING rev').one().rev
  }

  /** Sets what stands between the two: see {@link BARRED}. */
  setBarred(barred: number): void {
    this.#sql.exec('UPDATE room SET blocked = ?, rev = rev + 1 WHERE blocked <> ?1', barred)
  }

  /** Who is in the room. */
  members(): MemberRow[] {
    return this.seats().filter(({ gone }) => gone === 0)
  }

  /** Who is or was in the room. */
  seats(): MemberRow[] {
    return this.#sql
      .exec(`${MEMBERS} ORDER BY m.user_id`)
      .toArray()
      .map((row) => MemberRow.parse(row))
  }

  member(userId: UserId): MemberRow | null {
    const row = this.#sql.exec(`${MEMBERS} WHERE m.user_id = ? AND coalesce(s.gone, 0) = 0`, userId).toArray()[0]
    return row ? MemberRow.parse(row) : null
  }

  /** Whether the room is one of several. */
  isGroup(): boolean {
    return this.#sql.exec('SELECT 1 FROM seats LIMIT 1').toArray().length > 0
  }

  /** What a member may see. */
  sight(userId: UserId): Sight {
    return { after: this.member(userId)?.after_seq ?? 0, hides: this.#hides().get(userId) ?? WHOLE.hides }
  }

  /** What each member may see; whoever is missing sees everything. */
  sights(): Map<UserId, Sight> {
    const hides = this.#hides()
    return new Map(this.members().map(({ user_id, after_seq }) => [user_id, { after: after_seq, hides: hides.get(user_id) ?? WHOLE.hides }]))
  }

  #hides(): Map<UserId, Set<UserId>> {
    const found = new Map<UserId, Set<UserId>>()
    for (const row of this.#sql.exec('SELECT blocker_id, blocked_id FROM hidden').toArray()) {
      const { blocker_id, blocked_id } = HiddenRow.parse(row)
      found.set(blocker_id, (found.get(blocker_id) ?? new Set()).add(blocked_id))
    }
    return found
  }

  /**
   * Takes over who is in a group and who has blocked whom. Whoever comes sees what follows, with nothing unread; at the opening everybody sees all. Gives who
   * came, who went, and who sees others now.
   */
  seat(group: GroupFacts, lastSeq: number, isOpening: boolean): { readonly came: UserId[]; readonly went: UserId[]; readonly see: UserId[] } {
    const before = new Map(this.seats().map((row) => [row.user_id, row]))
    const joined = new Map(
      this.#sql
        .exec<{ user_id: string; joined_at: number }>('SELECT user_id, joined_at FROM seats')
        .toArray()
        .map((row) => [row.user_id, row.joined_at]),
    )
    const after = isOpening ? 0 : lastSeq
    const came = group.members.filter(({ userId, joinedAt }) => before.get(userId)?.gone !== 0 || joined.get(userId) !== joinedAt)
    for (const { userId, joinedAt } of came) {
      this.#sql.exec(
        'INSERT INTO seats (user_id, joined_at, after_seq, gone) VALUES (?1, ?2, ?3, 0) ON CONFLICT DO UPDATE SET joined_at = ?2, after_seq = ?3, gone = 0',
        userId,
        joinedAt,
        after,
      )
      this.#sql.exec(
        'INSERT INTO members (user_id, read_seq, bell_seq, inbox_version) VALUES (?1, ?2, ?2, -1) ON CONFLICT DO UPDATE SET read_seq = ?2, bell_seq = ?2',
        userId,
        after,
      )
    }
    const here = new Set(group.members.map(({ userId }) => userId))
    const went = [...before.values()].filter(({ user_id, gone }) => gone === 0 && !here.has(user_id)).map(({ user_id }) => user_id)
    for (const userId of went) this.#sql.exec('UPDATE seats SET gone = 1 WHERE user_id = ?', userId)
    const hid = this.#hides()
    this.#sql.exec('DELETE FROM hidden')
    for (const { blockerId, blockedId } of group.blocks)
      this.#sql.exec('INSERT OR IGNORE INTO hidden (blocker_id, blocked_id) VALUES (?, ?)', blockerId, blockedId)
    const hides = this.#hides()
    const list = (of: Map<UserId, Set<UserId>>, userId: UserId) => [...(of.get(userId) ?? [])].toSorted().join()
    const see = [...here].filter((userId) => before.get(userId)?.gone === 0 && list(hid, userId) !== list(hides, userId))
    return { came: came.map(({ userId }) => userId), went, see }
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

  /** How far each has read; whoever came later and has read nothing since is left out. */
  cursors(): (ReadCursor & { readonly after: number })[] {
    return this.members()
      .filter(({ after_seq, read_seq }) => after_seq === 0 || read_seq > after_seq)
      .map(({ user_id, read_seq, after_seq }) => ({ userId: user_id, seq: read_seq, after: after_seq }))
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

  /** Whether a message is here for somebody. */
  hasMessage(messageId: MessageId, sight: Sight): boolean {
    const row = this.#sql.exec('SELECT seq, sender_id FROM messages WHERE message_id = ?', messageId).toArray()[0]
    if (!row) return false
    const { seq, sender_id } = SentRow.parse(row)
    return sees(sight, { seq, senderId: sender_id })
  }

  add(message: NewMessage): void {
    this.#sql.exec(
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
  }

  /** The newest message that a member may see. */
  last(userId: UserId, sight: Sight): Message | null {
    if (sight.after === 0 && sight.hides.size === 0) return this.#messages('SELECT * FROM messages ORDER BY seq DESC LIMIT 1')[0] ?? null
    return this.#messages(`SELECT * FROM messages WHERE seq > ? AND sender_id NOT IN (${HIDES}) ORDER BY seq DESC LIMIT 1`, sight.after, userId)[0] ?? null
  }

  /** The place of the newest message: seq and time only. */
  lastPlaced(): Placed | null {
    const row = this.#sql.exec('SELECT seq, message_id, created_at FROM messages ORDER BY seq DESC LIMIT 1').toArray()[0]
    return row ? placedOf(PlacedRow.parse(row)) : null
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
    const rows = this.#sql
      .exec(query, ...values)
      .toArray()
      .map((row) => MessageRow.parse(row))
    const reactions = this.#reactionsOf(rows.map(({ seq }) => seq))
    return rows.map((row) => messageOf(row, cursors, reactions.get(row.seq) ?? [], row.reply_to === null ? null : this.quote(row.reply_to)))
  }

  /** What an answer shows of the message that it answers; null where there is none. */
  quote(messageId: MessageId): Quote | null {
    const row = this.#sql.exec('SELECT * FROM messages WHERE message_id = ?', messageId).toArray()[0]
    return row ? quoteOf(MessageRow.parse(row)) : null
  }

  /** By `seq`, each emoji with those who put it there in the order they did. */
  #reactionsOf(seqs: readonly number[]): Map<number, Reaction[]> {
    const found = new Map<number, Reaction[]>()
    const rows = this.#sql.exec(
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
    this.#sql.exec(
      `INSERT INTO edits (seq, content, replaced_at) SELECT seq, content, max(?1, coalesce((SELECT max(replaced_at) + 1 FROM edits WHERE seq = ?2), 0)) FROM messages WHERE seq = ?2`,
      now,
      seq,
    )
    this.#sql.exec('UPDATE messages SET content = ?, edited_at = ? WHERE seq = ?', stored(said), now, seq)
    return this.#note('edit', seq, '', '')
  }

  /** What a message said before it was changed, as the column holds it, the newest first. */
  earlier(seq: number, limit: number): string[] {
    return this.#sql
      .exec<{ content: string }>('SELECT content FROM edits WHERE seq = ? ORDER BY replaced_at DESC LIMIT ?', seq, limit)
      .toArray()
      .map(({ content }) => content)
  }

  /** Takes a message back: its place stays, what it said and what was said of it by emoji is gone. */
  delete(seq: number, now: number): number {
    this.#sql.exec('UPDATE messages SET content = NULL, deleted_at = ? WHERE seq = ?', now, seq)
    for (const query of ['DELETE FROM edits WHERE seq = ?', 'DELETE FROM reactions WHERE seq = ?', 'DELETE FROM changes WHERE seq = ?'])
      this.#sql.exec(query, seq)
    return this.#note('delete', seq, '', '')
  }

  /** Puts an emoji under a message or takes it away; null where nothing changed. */
  react(seq: number, userId: UserId, emoji: string, on: boolean, now: number): number | null {
    const cursor = on
      ? this.#sql.exec('INSERT OR IGNORE INTO reactions (seq, user_id, emoji, at) VALUES (?, ?, ?, ?) RETURNING seq', seq, userId, emoji, now)
      : this.#sql.exec('DELETE FROM reactions WHERE seq = ? AND user_id = ? AND emoji = ? RETURNING seq', seq, userId, emoji)
    return cursor.toArray().length > 0 ? this.#note('reaction', seq, userId, emoji) : null
  }

  /** Counts a change of a message; of several of the same thing only the newest is kept. */
  #note(kind: Change['kind'], seq: number, userId: string, emoji: string): number {
    const rev = this.nextRev()
    this.#sql.exec(
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
    return this.#sql
      .exec('SELECT kind, seq, user_id, emoji, rev FROM changes WHERE rev > ? AND seq <= ? ORDER BY rev LIMIT ?', rev, upToSeq, limit)
      .toArray()
      .map((row) => ChangeRow.parse(row))
      .map(({ user_id, emoji, ...change }) => ({ ...change, userId: user_id === '' ? null : UserId.parse(user_id), emoji: emoji === '' ? null : emoji }))
  }

  /** Others' undeleted messages after a cursor that a member sees, those only that were there at a moment; and from how many. */
  unread(userId: UserId, after: number, until = Number.MAX_SAFE_INTEGER): { count: number; senders: number; lastSeq: number; lastSender: UserId | null } {
    const row = this.#sql
      .exec<{ count: number; senders: number; last: number | null }>(
        `SELECT count(*) AS count, count(DISTINCT sender_id) AS senders, max(seq) AS last FROM messages
         WHERE seq > ?1 AND sender_id <> ?2 AND deleted_at IS NULL AND created_at <= ?3 AND sender_id NOT IN (SELECT blocked_id FROM hidden WHERE blocker_id = ?2)`,
        after,
        userId,
        until,
      )
      .one()
    if (row.last === null) return { count: 0, senders: 0, lastSeq: after, lastSender: null }
    const sender = this.#sql.exec<{ sender_id: string }>('SELECT sender_id FROM messages WHERE seq = ?', row.last).one()
    return { count: row.count, senders: row.senders, lastSeq: row.last, lastSender: UserId.parse(sender.sender_id) }
  }

  /** When the oldest message of others after a seq came that a member sees; null where there is none. */
  oldestUnread(userId: UserId, after: number): number | null {
    const rows = this.#sql.exec<{ created_at: number }>(
      `SELECT created_at FROM messages WHERE seq > ?1 AND sender_id <> ?2 AND deleted_at IS NULL
         AND sender_id NOT IN (SELECT blocked_id FROM hidden WHERE blocker_id = ?2) ORDER BY seq LIMIT 1`,
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
