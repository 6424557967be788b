import type { MessageContent } from '@studymate/contract/message'
import type { MessageId, RoomId, SessionId, UserId } from '@studymate/contract/values'
import type { Person } from '../actors.ts'

/** One wish of a {@link Claim}. */
export interface Wish<T> {
  readonly value: T
}

/** What something must be: as it was confirmed last, or as somebody asked for after that without hearing what became of it. */
export class Claim<T> {
  #sure: T
  #maybe: Wish<T>[] = []
  constructor(sure: T) {
    this.#sure = sure
  }

  /** Somebody asks for a value; they ask one after the other. */
  ask(value: T): Wish<T> {
    const wish = { value }
    this.#maybe.push(wish)
    return wish
  }

  /** A wish was confirmed: what was asked before it stands no more. */
  came(wish: Wish<T>): void {
    this.#sure = wish.value
    this.#maybe = this.#maybe.slice(this.#maybe.indexOf(wish) + 1)
  }

  refused(wish: Wish<T>): void {
    this.#maybe = this.#maybe.filter((one) => one !== wish)
  }

  get sure(): T {
    return this.#sure
  }

  allows(test: (value: T) => boolean): boolean {
    return [this.#sure, ...this.#maybe.map(({ value }) => value)].some(test)
  }
}

/** A message as its sender knows it. */
export interface Spoken {
  readonly by: Person
  readonly clientId: string
  readonly type: MessageContent['type']
  readonly content: Claim<MessageContent['content']>
  readonly gone: Claim<boolean>
  readonly replyTo: MessageId | null
  /** What a picture or a voice note must read as. */
  readonly bytes: Uint8Array | null
  /** What was acknowledged; null before. */
  placed: { readonly messageId: MessageId; readonly seq: number } | null
}

/** Everything that people did in one room, and what of it was confirmed. */
export class Ledger {
  readonly roomId: RoomId
  readonly members: readonly Person[]
  readonly spoken: Spoken[] = []
  /** By message, person and emoji. */
  readonly reactions = new Map<string, { readonly messageId: MessageId; readonly userId: UserId; readonly emoji: string; readonly on: Claim<boolean> }>()
  /** The furthest cursor that anybody was told of, by person. */
  readonly cursors = new Map<UserId, number>()
  /** Messages that were shown to somebody, with their numbers: what was shown must stand. */
  readonly shown = new Map<MessageId, number>()
  readonly confirmed = { messages: 0, edits: 0, deletions: 0, reactions: 0, reads: 0 }
  lastSeq = 0

  /** A call that its members may propose here. */
  readonly sessionId: SessionId | null

  constructor(roomId: RoomId, members: readonly Person[], sessionId: SessionId | null = null) {
    this.sessionId = sessionId
    this.roomId = roomId
    this.members = members
  }

  reaction(messageId: MessageId, userId: UserId, emoji: string): Claim<boolean> {
    const key = `${messageId} ${userId} ${emoji}`
    const known = this.reactions.get(key)
    if (known) return known.on
    const on = new Claim(false)
    this.reactions.set(key, { messageId, userId, emoji, on })
    return on
  }

  /** Somebody was told how far another has read. */
  cursorSeen(userId: UserId, seq: number): void {
    this.cursors.set(userId, Math.max(this.cursors.get(userId) ?? 0, seq))
    this.lastSeq = Math.max(this.lastSeq, seq)
  }

  /** Those that stand as far as is known, the newest last. */
  standing(): (Spoken & { placed: NonNullable<Spoken['placed']> })[] {
    return this.spoken.filter((one): one is Spoken & { placed: NonNullable<Spoken['placed']> } => one.placed !== null && !one.gone.allows((gone) => gone))
  }
}
