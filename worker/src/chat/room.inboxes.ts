import { BELL_SECONDS } from '@studymate/contract/chat'
import type { Message } from '@studymate/contract/message'
import type { UserId } from '@studymate/contract/values'
import { says } from '@studymate/domain/chat/says'
import { sees } from '@studymate/domain/chat/sight'
import type { WorkerEnv } from '#edge/context'
import { personOf } from '#live/person'
import type { InboxEntry } from './inbox.ts'
import type { RoomStore } from './room.schema.ts'
import { BARRED } from './room.seats.ts'
import type { MemberRow } from './room.seats.ts'

/** Milliseconds between two times that rows are written down. */
const INBOX_MS = 1_000
/** To so many members rows travel with every message; in larger rooms an alarm gathers. */
const TRAVELS_TO = 8
/** Milliseconds after a change until every member's row is written down: when the bell looks whether it was read, so that one alarm serves both. */
const SETTLE_MS = BELL_SECONDS * 1_000

/**
 * The room's row in the list of each member (ADR 0021). It travels with the messages and is held in the memory of the member's object; an alarm has it written
 * down a little later, along with what was lost on the way. So a message costs one write, in its room.
 */
export class RoomInboxes {
  readonly #env: WorkerEnv
  readonly #store: RoomStore
  readonly #agenda: { put(task: 'inbox', at: number): void }
  #at = 0
  // Rows that say what the newest version says, though nobody wrote it into the column.
  readonly #current = new Map<UserId, number>()

  constructor(env: WorkerEnv, store: RoomStore, agenda: { put(task: 'inbox', at: number): void }) {
    this.#env = env
    this.#store = store
    this.#agenda = agenda
  }

  #version(): number {
    return (this.#store.lastPlaced()?.seq ?? 0) + (this.#store.room()?.rev ?? 0)
  }

  #has(member: MemberRow): number {
    return Math.max(member.inbox_version, this.#current.get(member.user_id) ?? -1)
  }

  /** Something that rows show has changed at a moment (epoch ms); in the same write as the change. */
  changed(at: number): void {
    this.#agenda.put('inbox', Math.max(at, this.#at + INBOX_MS))
  }

  /** As {@link changed} for new messages: true where rows are to go with them. */
  travel(at: number): boolean {
    const travels = this.#store.members().length <= TRAVELS_TO
    if (travels) this.#agenda.put('inbox', at + SETTLE_MS)
    else this.changed(at)
    return travels
  }

  /** A member has read at a moment, and their row goes back to their object with the answer. Nobody else's row shows it: who had the newest has it still. */
  wasRead(userId: UserId, at: number): void {
    this.#agenda.put('inbox', at + SETTLE_MS)
    const version = this.#version()
    for (const member of this.#store.seats()) if (member.user_id !== userId && this.#has(member) === version - 1) this.#current.set(member.user_id, version)
  }

  /** A member's row as it is now; `newest` is the newest message, where it is at hand. */
  entry(userId: UserId, newest: Message | null = null): InboxEntry {
    const room = this.#store.room()
    const seats = this.#store.seats()
    const member = seats.find(({ user_id }) => user_id === userId)
    const partner = this.#store.isGroup() ? null : seats.find(({ user_id }) => user_id !== userId)
    if (!room || !member || partner === undefined) throw new Error('a room without its members')
    const sight = this.#store.sight(userId)
    const last = member.gone === 1 ? null : newest && sees(sight, newest) ? newest : this.#store.last(userId, sight)
    return {
      roomId: room.room_id,
      partnerId: partner?.user_id ?? null,
      version: this.#version(),
      lastMessage: last && {
        messageId: last.messageId,
        seq: last.seq,
        senderId: last.senderId,
        type: last.type,
        content: says(last),
        createdAt: last.createdAt,
      },
      unread: this.#store.unreadCount(userId, member.read_seq),
      at: last ? Date.parse(last.createdAt) : Math.max(room.opened_at, member.joined_at),
      hidden: room.blocked === BARRED.blocked || member.gone === 1,
      parted: room.blocked === BARRED.parted,
    }
  }

  /** Has it written down for whoever has not the newest row. `at` in epoch ms. */
  async tell(at: number): Promise<void> {
    this.#at = at
    const version = this.#version()
    await Promise.all(
      this.#store.seats().map(async (member) => {
        if (this.#has(member) < version) await personOf(this.#env, member.user_id).putRoom(member.user_id, this.entry(member.user_id))
        this.#store.setInboxVersion(member.user_id, version)
      }),
    )
  }
}
