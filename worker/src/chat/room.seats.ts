import * as z from 'zod'
import type { ReadCursor } from '@studymate/contract/message'
import { RoomId, UserId } from '@studymate/contract/values'
import { WHOLE } from '@studymate/domain/chat/sight'
import type { Sight } from '@studymate/domain/chat/sight'

/** What the column `blocked` says: a block hides the room from both; who has parted may read and cannot write. */
export const BARRED = { no: 0, blocked: 1, parted: 2 } as const

/** What stands between two people, as the column keeps it. */
export function barredBetween(pair: { readonly blocked: boolean; readonly ended: boolean }): number {
  return pair.blocked ? BARRED.blocked : pair.ended ? BARRED.parted : BARRED.no
}

const RoomRow = z.object({ room_id: RoomId, opened_at: z.number(), rev: z.number(), counted_seq: z.number(), blocked: z.number() })
type RoomRow = z.infer<typeof RoomRow>
const MemberRow = z.object({
  user_id: UserId,
  read_seq: z.number(),
  bell_seq: z.number(),
  inbox_version: z.number(),
  after_seq: z.number(),
  joined_at: z.number(),
  gone: z.number(),
  seated: z.number(),
})
/** A member; in a group (`seated`) with the `seq` after which they came, and whether they have left. */
export type MemberRow = Readonly<z.infer<typeof MemberRow>>
const HiddenRow = z.object({ blocker_id: UserId, blocked_id: UserId })

const MEMBERS = `SELECT m.user_id, m.read_seq, m.bell_seq, m.inbox_version, coalesce(s.after_seq, 0) AS after_seq, coalesce(s.joined_at, 0) AS joined_at,
  coalesce(s.gone, 0) AS gone, s.user_id IS NOT NULL AS seated FROM members m LEFT JOIN seats s ON s.user_id = m.user_id ORDER BY m.user_id`

/** Who is in a group, and who of them has blocked whom. */
export interface GroupFacts {
  readonly members: readonly { readonly userId: UserId; readonly joinedAt: number }[]
  readonly blocks: readonly { readonly blockerId: UserId; readonly blockedId: UserId }[]
}

/**
 * The room itself and its members. Every message asks for them and few change them, so they are read once and kept in memory beside the tables;
 * every write goes through here. Who rolls a transaction back calls {@link forget}.
 */
export class RoomSeats {
  protected readonly sql: SqlStorage
  #room: RoomRow | null = null
  #seats: MemberRow[] | null = null
  #hides: Map<UserId, Set<UserId>> | null = null

  constructor(sql: SqlStorage) {
    this.sql = sql
  }

  /** What was kept in memory may be wrong: it is read anew. */
  forget(): void {
    this.#room = null
    this.#seats = null
    this.#hides = null
  }

  room(): RoomRow | null {
    if (this.#room) return this.#room
    const row = this.sql.exec('SELECT room_id, opened_at, rev, counted_seq, blocked FROM room').toArray()[0]
    this.#room = row ? RoomRow.parse(row) : null
    return this.#room
  }

  open(roomId: RoomId, members: readonly UserId[], barred: number, now: number): void {
    this.forget()
    this.sql.exec('INSERT OR IGNORE INTO room (one, room_id, opened_at, rev, counted_seq, blocked) VALUES (1, ?, ?, 0, 0, ?)', roomId, now, barred)
    for (const userId of members) this.sql.exec('INSERT OR IGNORE INTO members (user_id, read_seq, bell_seq, inbox_version) VALUES (?, 0, 0, -1)', userId)
  }

  /** Counts a change of the room and gives its number. */
  nextRev(): number {
    this.#room = null
    return this.sql.exec<{ rev: number }>('UPDATE room SET rev = rev + 1 RETURNING rev').one().rev
  }

  /** Sets what stands between the two: see {@link BARRED}. */
  setBarred(barred: number): void {
    this.#room = null
    this.sql.exec('UPDATE room SET blocked = ?, rev = rev + 1 WHERE blocked <> ?1', barred)
  }

  setCounted(seq: number): void {
    this.#room = null
    this.sql.exec('UPDATE room SET counted_seq = ?', seq)
  }

  /** Who is in the room. */
  members(): MemberRow[] {
    return this.seats().filter(({ gone }) => gone === 0)
  }

  /** Who is or was in the room. */
  seats(): readonly MemberRow[] {
    this.#seats ??= this.sql
      .exec(MEMBERS)
      .toArray()
      .map((row) => MemberRow.parse(row))
    return this.#seats
  }

  member(userId: UserId): MemberRow | null {
    return this.seats().find(({ user_id, gone }) => user_id === userId && gone === 0) ?? null
  }

  /** Whether the room is one of several. */
  isGroup(): boolean {
    return this.seats().some(({ seated }) => seated === 1)
  }

  /** What a member may see. */
  sight(userId: UserId): Sight {
    return { after: this.member(userId)?.after_seq ?? 0, hides: this.#hidden().get(userId) ?? WHOLE.hides }
  }

  /** What each member may see; whoever is missing sees everything. */
  sights(): Map<UserId, Sight> {
    const hides = this.#hidden()
    return new Map(this.members().map(({ user_id, after_seq }) => [user_id, { after: after_seq, hides: hides.get(user_id) ?? WHOLE.hides }]))
  }

  #hidden(): Map<UserId, Set<UserId>> {
    if (this.#hides) return this.#hides
    const found = new Map<UserId, Set<UserId>>()
    for (const row of this.sql.exec('SELECT blocker_id, blocked_id FROM hidden').toArray()) {
      const { blocker_id, blocked_id } = HiddenRow.parse(row)
      found.set(blocker_id, (found.get(blocker_id) ?? new Set()).add(blocked_id))
    }
    this.#hides = found
    return found
  }

  /**
   * Takes over who is in a group and who has blocked whom. Whoever comes sees what follows, with nothing unread; at the opening everybody sees all. Gives who
   * came, who went, and who sees others now.
   */
  seat(group: GroupFacts, lastSeq: number, isOpening: boolean): { readonly came: UserId[]; readonly went: UserId[]; readonly see: UserId[] } {
    const before = new Map(this.seats().map((row) => [row.user_id, row]))
    const hid = this.#hidden()
    const after = isOpening ? 0 : lastSeq
    const came = group.members.filter(({ userId, joinedAt }) => {
      const known = before.get(userId)
      return known?.seated !== 1 || known.gone !== 0 || known.joined_at !== joinedAt
    })
    for (const { userId, joinedAt } of came) {
      this.sql.exec(
        'INSERT INTO seats (user_id, joined_at, after_seq, gone) VALUES (?1, ?2, ?3, 0) ON CONFLICT DO UPDATE SET joined_at = ?2, after_seq = ?3, gone = 0',
        userId,
        joinedAt,
        after,
      )
      this.sql.exec(
        'INSERT INTO members (user_id, read_seq, bell_seq, inbox_version) VALUES (?1, ?2, ?2, -1) ON CONFLICT DO UPDATE SET read_seq = ?2, bell_seq = ?2',
        userId,
        after,
      )
    }
    const here = new Set(group.members.map(({ userId }) => userId))
    const went = [...before.values()].filter(({ user_id, gone }) => gone === 0 && !here.has(user_id)).map(({ user_id }) => user_id)
    for (const userId of went) this.sql.exec('UPDATE seats SET gone = 1 WHERE user_id = ?', userId)
    this.sql.exec('DELETE FROM hidden')
    for (const { blockerId, blockedId } of group.blocks)
      this.sql.exec('INSERT OR IGNORE INTO hidden (blocker_id, blocked_id) VALUES (?, ?)', blockerId, blockedId)
    this.forget()
    const hides = this.#hidden()
    const list = (of: Map<UserId, Set<UserId>>, userId: UserId) => [...(of.get(userId) ?? [])].toSorted().join()
    const see = [...here].filter((userId) => before.get(userId)?.gone === 0 && list(hid, userId) !== list(hides, userId))
    return { came: came.map(({ userId }) => userId), went, see }
  }

  /** How far each has read; whoever came later and has read nothing since is left out. */
  cursors(): (ReadCursor & { readonly after: number })[] {
    return this.members()
      .filter(({ after_seq, read_seq }) => after_seq === 0 || read_seq > after_seq)
      .map(({ user_id, read_seq, after_seq }) => ({ userId: user_id, seq: read_seq, after: after_seq }))
  }

  setCursor(userId: UserId, seq: number): void {
    if (this.#raise(userId, 'read_seq', seq)) this.sql.exec('UPDATE members SET read_seq = max(read_seq, ?) WHERE user_id = ?', seq, userId)
  }

  setBellSeq(userId: UserId, seq: number): void {
    if (this.#raise(userId, 'bell_seq', seq)) this.sql.exec('UPDATE members SET bell_seq = max(bell_seq, ?) WHERE user_id = ?', seq, userId)
  }

  setInboxVersion(userId: UserId, version: number): void {
    if (this.#raise(userId, 'inbox_version', version))
      this.sql.exec('UPDATE members SET inbox_version = max(inbox_version, ?) WHERE user_id = ?', version, userId)
  }

  /** Raises a number of a member in memory; false where it stands that high already. */
  #raise(userId: UserId, what: 'read_seq' | 'bell_seq' | 'inbox_version', to: number): boolean {
    const seats = this.seats()
    const index = seats.findIndex(({ user_id }) => user_id === userId)
    const seat = seats[index]
    if (!seat || seat[what] >= to) return false
    this.#seats = seats.with(index, { ...seat, [what]: to })
    return true
  }
}
