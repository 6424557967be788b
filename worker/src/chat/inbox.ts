import * as z from 'zod'
import { LastMessage } from '@studymate/contract/chat'
import { RoomId, UserId } from '@studymate/contract/values'

/** A row of a person's list of rooms as the room tells it. `version` grows with each change of the room, so that news that comes late does no harm. */
export interface InboxEntry {
  readonly roomId: RoomId
  /** The other of a pair; null in a group. */
  readonly partnerId: UserId | null
  readonly version: number
  readonly lastMessage: LastMessage | null
  readonly unread: number
  /** Epoch milliseconds of the newest message, or of the room's opening. */
  readonly at: number
  /** A block stands between the two, or the person has left the group: the row is kept and not shown. */
  readonly hidden: boolean
  /** The two are partners no more: the row is shown, and neither hears of the other. */
  readonly parted: boolean
}

/** What a person wants with a room of theirs. */
export interface RoomWishes {
  readonly muted: boolean
  readonly markedUnread: boolean
}

/** A row of the list with what its person wants of it. */
export type ListedEntry = InboxEntry & RoomWishes

const Row = z.object({
  room_id: RoomId,
  // Empty in a group: it makes nobody a partner.
  partner_id: z.union([UserId, z.literal('')]),
  version: z.number(),
  last_message: z.string().nullable(),
  unread: z.number(),
  at: z.number(),
  hidden: z.number(),
})

const ListedRow = Row.extend({ muted: z.number(), marked_unread: z.number() })

/** What the column `hidden` says. */
const STANDING = { shown: 0, hidden: 1, parted: 2 } as const

/** The rooms of one person in their object: the list is one read, whatever the number of rooms. */
export class Inbox {
  readonly #sql: SqlStorage
  // A room that was ever in the list stays in it, hidden at most.
  readonly #known = new Set<RoomId>()
  readonly #held = new Map<RoomId, InboxEntry>()
  constructor(sql: SqlStorage) {
    this.#sql = sql
    sql.exec(`CREATE TABLE IF NOT EXISTS inbox (room_id TEXT PRIMARY KEY, partner_id TEXT NOT NULL, version INTEGER NOT NULL, last_message TEXT, unread INTEGER NOT NULL,
        at INTEGER NOT NULL, hidden INTEGER NOT NULL) STRICT;
      CREATE INDEX IF NOT EXISTS inbox_shown ON inbox (at) WHERE hidden <> ${STANDING.hidden};
      CREATE INDEX IF NOT EXISTS inbox_of_partner ON inbox (partner_id);
      CREATE TABLE IF NOT EXISTS inbox_wishes (room_id TEXT PRIMARY KEY, muted INTEGER NOT NULL, marked_unread INTEGER NOT NULL) STRICT`)
  }

  /**
   * Keeps a row in memory until somebody asks for the list or the room puts it there for good: a write with every message would cost more than the message.
   * Not of a room that is new in the list: that it comes is news itself, and the room brings it.
   */
  hold(entry: InboxEntry): void {
    if (!this.has(entry.roomId)) return
    const held = this.#held.get(entry.roomId)
    if (!held || held.version < entry.version) this.#held.set(entry.roomId, entry)
  }

  #settle(): void {
    for (const entry of this.#held.values()) this.#write(entry)
    this.#held.clear()
  }

  put(entry: InboxEntry): void {
    const held = this.#held.get(entry.roomId)
    this.#held.delete(entry.roomId)
    this.#write(held && held.version > entry.version ? held : entry)
  }

  #write(entry: InboxEntry): void {
    this.#sql.exec(
      `INSERT INTO inbox (room_id, partner_id, version, last_message, unread, at, hidden) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
       ON CONFLICT (room_id) DO UPDATE SET version = excluded.version, last_message = excluded.last_message, unread = excluded.unread, at = excluded.at, hidden = excluded.hidden
       WHERE excluded.version > inbox.version`,
      entry.roomId,
      entry.partnerId ?? '',
      entry.version,
      entry.lastMessage === null ? null : JSON.stringify(entry.lastMessage),
      entry.unread,
      entry.at,
      entry.hidden ? STANDING.hidden : entry.parted ? STANDING.parted : STANDING.shown,
    )
  }

  has(roomId: RoomId): boolean {
    if (this.#known.has(roomId)) return true
    const has = this.#sql.exec('SELECT 1 FROM inbox WHERE room_id = ?', roomId).toArray().length > 0
    if (has) this.#known.add(roomId)
    return has
  }

  /** Whether somebody is a partner from whom something may arrive. */
  hears(partnerId: UserId): boolean {
    this.#settle()
    return this.#sql.exec('SELECT 1 FROM inbox WHERE partner_id = ? AND hidden = 0', partnerId).toArray().length > 0
  }

  /** Partners, those of the newest rooms first. */
  partners(limit: number): UserId[] {
    this.#settle()
    return this.#sql
      .exec<{ partner_id: string }>(`SELECT partner_id FROM inbox WHERE hidden = 0 AND partner_id <> '' ORDER BY at DESC LIMIT ?`, limit)
      .toArray()
      .map((row) => UserId.parse(row.partner_id))
  }

  /** What the person wants with a room. */
  wishes(roomId: RoomId): RoomWishes {
    const row = this.#sql.exec<{ muted: number; marked_unread: number }>('SELECT muted, marked_unread FROM inbox_wishes WHERE room_id = ?', roomId).toArray()[0]
    return { muted: row?.muted === 1, markedUnread: row?.marked_unread === 1 }
  }

  /** Changes what is given and gives how it stands. */
  wish(roomId: RoomId, change: { readonly muted?: boolean | undefined; readonly markedUnread?: boolean | undefined }): RoomWishes {
    const before = this.wishes(roomId)
    const wishes = { muted: change.muted ?? before.muted, markedUnread: change.markedUnread ?? before.markedUnread }
    this.#sql.exec(
      'INSERT INTO inbox_wishes (room_id, muted, marked_unread) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET muted = ?2, marked_unread = ?3',
      roomId,
      wishes.muted ? 1 : 0,
      wishes.markedUnread ? 1 : 0,
    )
    return wishes
  }

  /** Reading a room ends its mark. */
  unmark(roomId: RoomId): void {
    this.#sql.exec('UPDATE inbox_wishes SET marked_unread = 0 WHERE room_id = ?', roomId)
  }

  /** A page, newest first; `page` starts at 1. */
  page(page: number, size: number): { entries: ListedEntry[]; total: number } {
    this.#settle()
    const rows = this.#sql
      .exec(
        `SELECT i.*, coalesce(w.muted, 0) AS muted, coalesce(w.marked_unread, 0) AS marked_unread FROM inbox i LEFT JOIN inbox_wishes w ON w.room_id = i.room_id
         WHERE i.hidden <> ${STANDING.hidden} ORDER BY i.at DESC, i.room_id LIMIT ? OFFSET ?`,
        size,
        (page - 1) * size,
      )
      .toArray()
    const total = this.#sql.exec<{ n: number }>(`SELECT count(*) AS n FROM inbox WHERE hidden <> ${STANDING.hidden}`).one().n
    return {
      entries: rows.map((row) => {
        const listed = ListedRow.parse(row)
        return { ...entryOf(listed), muted: listed.muted === 1, markedUnread: listed.marked_unread === 1 }
      }),
      total,
    }
  }
}

function entryOf(row: z.infer<typeof Row>): InboxEntry {
  return {
    roomId: row.room_id,
    partnerId: row.partner_id === '' ? null : row.partner_id,
    version: row.version,
    lastMessage: row.last_message === null ? null : LastMessage.parse(JSON.parse(row.last_message)),
    unread: row.unread,
    at: row.at,
    hidden: row.hidden === STANDING.hidden,
    parted: row.hidden === STANDING.parted,
  }
}
