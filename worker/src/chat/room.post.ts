import { isFailure } from '@studymate/contract/errors'
import type { ErrorCode } from '@studymate/contract/errors'
import type { Held, Message, MessageContent, Quote } from '@studymate/contract/message'
import { MessageId, timestamp } from '@studymate/contract/values'
import type { RoomId, UserId } from '@studymate/contract/values'
import { acceptMessage } from '@studymate/domain/chat/room'
import { WHOLE } from '@studymate/domain/chat/sight'
import type { Sight } from '@studymate/domain/chat/sight'
import type { WorkerEnv } from '#edge/context'
import { now, randomIds } from '#edge/ports'
import { useUpload } from '#uploads/store'
import type { RoomBell } from './room.bell.ts'
import type { RoomCourier } from './room.courier.ts'
import type { RoomInboxes } from './room.inboxes.ts'
import { Letters } from './room.letters.ts'
import { heldProposal } from './room.proposal.ts'
import type { NewMessage, RoomStore } from './room.schema.ts'
import { BARRED } from './room.seats.ts'
import type { From, Sending, Written } from './room.sending.ts'
import { nextMinute, sumsAt } from './room.sums.ts'

/** Members for whom one millisecond passes between two flushes, and the longest pause: the eye sees nothing below fifty. */
const MEMBERS_A_MS = 3
const MOST_PAUSE_MS = 25
interface Waiting {
  readonly from: From
  readonly written: Written
  /** What it holds; null of one that is here already. */
  readonly held: Held | null
  readonly done: (refusal: ErrorCode | null) => void
  readonly failed: (error: unknown) => void
}

/** What of a room its post works with. */
interface Of {
  readonly env: WorkerEnv
  readonly store: RoomStore
  readonly agenda: { put(task: 'bell' | 'sums', at: number): void }
  readonly inboxes: RoomInboxes
  readonly bell: RoomBell
  readonly courier: RoomCourier
  /** Runs in one transaction. */
  atOnce<T>(work: () => T): T
}

/** Takes messages in, numbers and keeps them, and hands them out in order of `seq`. */
export class RoomPost {
  readonly #of: Of
  readonly #taking = new Map<UserId, Promise<unknown>>()
  #waiting: Waiting[] = []
  #busy = false

  constructor(of: Of) {
    this.#of = of
  }

  /** Takes messages in the order given; answers each with its refusal, or with null when its `ACK` is on its way to the device. */
  send(roomId: RoomId, messages: readonly Sending[]): Promise<(ErrorCode | null)[]> {
    return Promise.all(messages.map(({ from, written }) => this.#sendOne(roomId, from, written)))
  }

  async #sendOne(roomId: RoomId, from: From, written: Written): Promise<ErrorCode | null> {
    const said = this.#held(roomId, from, written)
    const held = said instanceof Promise ? await said : said
    if (typeof held === 'string') return held
    return new Promise((done, failed) => {
      this.#waiting.push({ from, written, held, done, failed })
      if (!this.#busy) void this.#drain(roomId)
    })
  }

  /**
   * What a message holds; of a picture or a voice note once its upload was taken for it, of a session once it is known to be theirs. What the same person
   * sends meanwhile waits, so that it overtakes nothing. Null of one that is here already: its upload may be gone with it, its session over.
   */
  #held(roomId: RoomId, from: From, written: Written): Held | null | Promise<Held | null | ErrorCode> {
    const { said } = written
    const before = this.#taking.get(from.userId)
    if (said.type !== 'image' && said.type !== 'voice' && said.type !== 'session') return before ? before.then(() => said) : said
    const turn = (before ?? Promise.resolve()).then(() => this.#look(roomId, from, written.clientId, said))
    const over = turn.catch(() => null)
    this.#taking.set(from.userId, over)
    void over.then(() => this.#taking.get(from.userId) === over && this.#taking.delete(from.userId))
    return turn
  }

  async #look(roomId: RoomId, from: From, clientId: string, said: MessageContent & { type: 'image' | 'voice' | 'session' }): Promise<Held | null | ErrorCode> {
    if (!this.#of.store.member(from.userId)) return 'CHAT_001'
    if (this.#of.store.placed(from.userId, clientId)) return null
    if (said.type === 'session') return heldProposal(this.#of.env.DB, said, { roomId, userId: from.userId, now: now() })
    return this.#takeFile(roomId, from, clientId, said)
  }

  async #takeFile(roomId: RoomId, from: From, clientId: string, said: MessageContent & { type: 'image' | 'voice' }): Promise<Held | ErrorCode> {
    const { type, content } = said
    const of = { uploadId: content.uploadId, ownerId: from.userId, roomId, clientId, now: now() }
    const upload = await useUpload(this.#of.env.DB, { ...of, purpose: type === 'image' ? 'chat-image' : 'chat-voice' })
    if (typeof upload === 'string') return upload
    const { width, height, durationSeconds } = upload
    if (type === 'voice') return { type, content: { ...content, durationSeconds: durationSeconds ?? 0 } }
    return { type, content: { ...content, width: width ?? 0, height: height ?? 0 } }
  }

  /**
   * A lone message goes at once; what comes while a flush is under way is collected for the next one. In a large room a flush costs what it has members, so
   * that the next one waits for a moment: under load one call to each brings many messages.
   */
  async #drain(roomId: RoomId): Promise<void> {
    this.#busy = true
    try {
      while (this.#waiting.length > 0) {
        const batch = this.#waiting.splice(0, 500)
        try {
          this.#flush(roomId, batch)
        } catch (error) {
          // Nothing of the batch was kept; each sender's object hears of it and its client tries again.
          for (const { failed } of batch) failed(error)
        }
        await scheduler.wait(Math.min(MOST_PAUSE_MS, Math.floor(this.#of.store.members().length / MEMBERS_A_MS)))
      }
    } finally {
      this.#busy = false
    }
  }

  #flush(roomId: RoomId, batch: readonly Waiting[]): void {
    const at = now()
    const blocked = this.#of.store.room()?.blocked !== BARRED.no
    const members = this.#of.store.members().map(({ user_id }) => user_id)
    const sights = this.#of.store.sights()
    const letters = new Letters(roomId)
    const sent = new Map<UserId, number>()
    const answers: (ErrorCode | null)[] = []
    let newest: Message | null = null
    let travels = false
    this.#of.atOnce(() => {
      let last = this.#of.store.lastPlaced()
      for (const { from, written, held } of batch) {
        const { clientId, replyTo } = written
        const decision = acceptMessage(
          {
            isMember: members.includes(from.userId),
            blocked,
            earlier: this.#of.store.placed(from.userId, clientId),
            replyStands: this.#isAboutWhatStands(from.userId, written, sights.get(from.userId) ?? WHOLE),
            last,
          },
          at,
        )
        if (isFailure(decision)) {
          answers.push(decision.code)
          continue
        }
        answers.push(null)
        const placed =
          decision.kind === 'again' ? decision.placed : { messageId: MessageId.parse(randomIds.next('msg')), seq: decision.seq, createdAt: decision.createdAt }
        const { messageId, seq } = placed
        letters.acknowledge(from, { type: 'ACK', roomId, clientId, messageId, seq, createdAt: timestamp(placed.createdAt) })
        if (decision.kind === 'again') continue
        if (held === null) throw new Error('a new message holds something')
        const message: NewMessage = { ...placed, clientId, replyTo, said: held, senderId: from.userId }
        this.#of.store.add(message)
        sent.set(from.userId, seq)
        last = placed
        newest = wire(message, replyTo === null ? null : this.#of.store.quote(replyTo))
        letters.tell(from, newest)
      }
      for (const [userId, seq] of sent) this.#of.store.setCursor(userId, seq)
      if (last !== null && sent.size > 0) {
        this.#of.agenda.put('bell', this.#of.bell.dueAt(last.createdAt))
        this.#of.agenda.put('sums', sumsAt(this.#of.store, nextMinute(last.createdAt)))
        travels = this.#of.inboxes.travel(at)
      }
    })
    for (const userId of members) {
      const parcels = letters.of(userId, sights.get(userId) ?? WHOLE)
      if (parcels.length > 0) this.#of.courier.carry(userId, parcels, travels ? this.#of.inboxes.entry(userId, newest) : null)
    }
    for (const [index, { done }] of batch.entries()) done(answers[index] ?? null)
  }

  /** Whether a message answers or corrects, if anything, what its sender sees here; one corrects the sentences of others only. */
  #isAboutWhatStands(senderId: UserId, { said, replyTo }: Written, sight: Sight): boolean {
    if (replyTo !== null && !this.#of.store.hasMessage(replyTo, sight)) return false
    return said.type !== 'correction' || this.#of.store.hasMessage(said.content.messageId, { ...sight, hides: new Set([...sight.hides, senderId]) })
  }
}

function wire({ messageId, clientId, seq, senderId, said, replyTo, createdAt }: NewMessage, quote: Quote | null): Message {
  return {
    messageId,
    clientId,
    seq,
    senderId,
    ...said,
    ...(replyTo === null ? {} : { replyTo }),
    ...(quote === null ? {} : { quote }),
    createdAt: timestamp(createdAt),
    readBy: [],
  }
}
