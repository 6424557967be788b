import { DurableObject } from 'cloudflare:workers'
import { MISSED_MESSAGES } from '@studymate/contract/chat'
import type { ErrorCode } from '@studymate/contract/errors'
import type { ServerFrame } from '@studymate/contract/live'
import type { Message, ReadCursor, RoomMessage } from '@studymate/contract/message'
import { MessageId } from '@studymate/contract/values'
import type { RoomId, UserId } from '@studymate/contract/values'
import { moveCursor } from '@studymate/domain/chat/room'
import { WHOLE, asSeen, sees } from '@studymate/domain/chat/sight'
import type { Sight } from '@studymate/domain/chat/sight'
import { Agenda } from '#edge/agenda'
import type { WorkerEnv } from '#edge/context'
import { log } from '#edge/log'
import { now, randomIds } from '#edge/ports'
import { parcel } from '#live/parcel'
import { dropUpload } from '#uploads/store'
import { findGroup } from './groups.store.ts'
import type { InboxEntry } from './inbox.ts'
import { RoomBell } from './room.bell.ts'
import { change, frameFor, missedChanges } from './room.changes.ts'
import type { Wish } from './room.changes.ts'
import { RoomCourier } from './room.courier.ts'
import { evidenceOf } from './room.evidence.ts'
import type { Evidence } from './room.evidence.ts'
import { RoomInboxes } from './room.inboxes.ts'
import { RoomPost } from './room.post.ts'
import { RoomStore } from './room.schema.ts'
import { RoomSearch } from './room.search.ts'
import { BARRED, barredBetween } from './room.seats.ts'
import type { From, Sending } from './room.sending.ts'
import { sendSums, sumsAt } from './room.sums.ts'
import { ToldTitle } from './room.title.ts'
import { findPair, hellosOf } from './store.ts'
import type { Hello } from './store.ts'

/** Bytes of missed messages that one `SUBSCRIBE` brings at most, besides {@link MISSED_MESSAGES}. */
const MISSED_BYTES = 512 * 1024
/** Messages in one frame of missed ones. */
const FRAME_MESSAGES = 100

type Task = 'inbox' | 'bell' | 'sums'

/** A room as one of its members sees it. `createdAt` in epoch ms. */
export interface RoomView {
  readonly lastSeq: number
  readonly lastRev: number
  /** The first `seq` that they may see. */
  readonly firstSeq: number
  readonly readCursors: ReadCursor[]
  readonly unread: number
  readonly blocked: boolean
  readonly createdAt: number
}

/** One room: numbers its messages, stores them, and hands them to its members' objects in order of `seq`. */
export class RoomObject extends DurableObject<WorkerEnv> {
  readonly #store: RoomStore
  readonly #search: RoomSearch
  readonly #title: ToldTitle
  #opening: Promise<boolean> | null = null
  readonly #agenda: Agenda<Task>
  readonly #inboxes: RoomInboxes
  readonly #courier: RoomCourier
  readonly #post: RoomPost
  readonly #bell: RoomBell
  #blockReads = 0
  #seating: Promise<void> = Promise.resolve()

  constructor(ctx: DurableObjectState, env: WorkerEnv) {
    super(ctx, env)
    this.#store = new RoomStore(ctx.storage.sql)
    this.#search = new RoomSearch(ctx.storage.sql)
    this.#title = new ToldTitle(ctx.storage.sql)
    this.#agenda = new Agenda(ctx.storage)
    this.#inboxes = new RoomInboxes(env, this.#store, this.#agenda)
    this.#bell = new RoomBell(env, this.#store)
    this.#courier = new RoomCourier(env, (way) => ctx.waitUntil(way))
    this.#post = new RoomPost({
      env,
      store: this.#store,
      agenda: this.#agenda,
      inboxes: this.#inboxes,
      bell: this.#bell,
      courier: this.#courier,
      atOnce: (work) => this.#atOnce(work),
    })
  }

  /**
   * Opens the room of a pair with what they said when they asked, as its first messages. Harmless again. It may be left out: a room that wakes
   * unopened reads the same from the match.
   */
  open(of: { roomId: RoomId; members: UserId[]; hellos: Hello[] }): void {
    this.#open(of.roomId, of.members, of.hellos, BARRED.no)
  }

  #open(roomId: RoomId, members: readonly UserId[], hellos: readonly Hello[], barred: number): void {
    // Where two who had parted meet again, their new hellos follow what they said before.
    const before = this.#store.room() ? this.#store.lastPlaced() : null
    const fresh = hellos.filter(({ senderId, requestId }) => !this.#store.room() || !this.#store.placed(senderId, `hello-${requestId}`))
    if (this.#store.room() && fresh.length === 0) return
    this.#atOnce(() => {
      this.#store.open(roomId, members, barred, now())
      for (const [index, hello] of fresh.entries()) {
        const seq = (before?.seq ?? 0) + index + 1
        this.#store.add({
          seq,
          messageId: MessageId.parse(randomIds.next('msg')),
          clientId: `hello-${hello.requestId}`,
          senderId: hello.senderId,
          said: { type: 'text', content: hello.content },
          replyTo: null,
          createdAt: Math.max(hello.at, before?.createdAt ?? 0),
        })
        this.#store.setCursor(hello.senderId, seq)
      }
      // The request and its acceptance have rung already: a hello is unread, and rings no second time.
      for (const userId of members) this.#store.setBellSeq(userId, (before?.seq ?? 0) + fresh.length)
      this.#agenda.put('inbox', now())
      if (fresh.length > 0) this.#agenda.put('sums', now())
    })
  }

  /**
   * Whether the room stands; one that nobody opened yet is opened from its match. Whoever comes while it is being opened waits for the same
   * opening: a message must not overtake those that wait.
   */
  #stands(roomId: RoomId): boolean | Promise<boolean> {
    if (this.#opening) return this.#opening
    if (this.#store.room()) return true
    this.#opening = this.#openFromMatch(roomId).finally(() => {
      this.#opening = null
    })
    return this.#opening
  }

  async #openFromMatch(roomId: RoomId): Promise<boolean> {
    const pair = await findPair(this.env.DB, roomId)
    if (!pair) return this.#openGroup(roomId)
    const hellos = await hellosOf(this.env.DB, pair.members)
    this.#open(roomId, pair.members, hellos, barredBetween(pair))
    return true
  }

  async #openGroup(roomId: RoomId): Promise<boolean> {
    const group = await findGroup(this.env.DB, roomId)
    if (!group) return false
    this.#atOnce(() => {
      this.#store.open(roomId, [], BARRED.no, now())
      this.#store.seat(group, 0, true)
      this.#title.take(group)
      this.#agenda.put('inbox', now())
    })
    return true
  }

  /** Reads anew who is in a group, what it is called, and who of them has blocked whom. What went before is done first, so that the newest truth stands last. */
  async syncGroup(roomId: RoomId): Promise<void> {
    const turn = this.#seating.then(() => this.#seat(roomId))
    this.#seating = turn.catch(() => undefined)
    await turn
  }

  async #seat(roomId: RoomId): Promise<void> {
    if (!(await this.#stands(roomId))) return
    const group = await findGroup(this.env.DB, roomId)
    if (!group) return
    this.#atOnce(() => {
      const { came, went, see } = this.#store.seat(group, this.#store.lastPlaced()?.seq ?? 0, false)
      const members = this.#store.members().map(({ user_id }) => user_id)
      if (came.length > 0 || went.length > 0) {
        const rev = this.#store.noteMembers()
        for (const userId of members) this.#courier.carry(userId, [parcel([{ type: 'ROOM_CHANGED', roomId, rev, what: 'members' }])])
        for (const userId of went) this.#courier.carry(userId, [parcel([{ type: 'ROOM_CHANGED', roomId, rev, what: 'left' }])])
      }
      if (this.#title.take(group)) {
        const rev = this.#store.noteTitle()
        for (const userId of members) this.#courier.carry(userId, [parcel([{ type: 'ROOM_CHANGED', roomId, rev, what: 'title' }])])
      }
      for (const one of see) {
        const rev = this.#store.noteSight(one)
        for (const userId of members)
          this.#courier.carry(userId, [parcel([{ type: 'ROOM_CHANGED', roomId, rev, what: userId === one ? 'hidden' : 'nothing' }])])
      }
    })
    await this.#inboxes.tell(now())
  }

  /** Reads anew what stands between the two; called whenever a block was made or lifted, and when they part or meet again. */
  async syncBlocks(roomId: RoomId): Promise<void> {
    if (!(await this.#stands(roomId))) return
    if (this.#store.isGroup()) return this.syncGroup(roomId)
    const turn = ++this.#blockReads
    const pair = await findPair(this.env.DB, roomId)
    // Two reads may come back in another order than they went: the one that went last is right.
    if (!pair || turn !== this.#blockReads) return
    this.#store.setBarred(barredBetween(pair))
    await this.#inboxes.tell(now())
  }

  /** One transaction; where it fails, what was kept in memory goes with it. */
  #atOnce<T>(work: () => T): T {
    try {
      return this.ctx.storage.transactionSync(work)
    } catch (error) {
      this.#store.forget()
      this.#agenda.forget()
      throw error
    }
  }

  /** Takes messages in the order given; answers each with its refusal, or with null when its `ACK` is on its way to the device. */
  async send(roomId: RoomId, messages: Sending[]): Promise<(ErrorCode | null)[]> {
    const stands = this.#stands(roomId)
    if (stands !== true && !(await stands)) return messages.map(() => 'CHAT_001')
    return this.#post.send(roomId, messages)
  }

  /** What a member sent under a client id; null where nothing. */
  async sentAs(roomId: RoomId, userId: UserId, clientId: string): Promise<{ messageId: MessageId; deleted: boolean } | null> {
    if (!(await this.#stands(roomId))) return null
    const placed = this.#store.placed(userId, clientId)
    return placed && { messageId: placed.messageId, deleted: this.#store.find(placed.messageId)?.deletedAt !== undefined }
  }

  /** Whether a member sees what somebody sent under a client id: not what came before them in a group, nor what is not there. */
  async showsSent(roomId: RoomId, userId: UserId, { senderId, clientId }: { senderId: UserId; clientId: string }): Promise<boolean> {
    if (!(await this.#stands(roomId)) || !this.#store.member(userId)) return false
    const placed = this.#store.placed(senderId, clientId)
    return placed !== null && sees(this.#store.sight(userId), { seq: placed.seq, senderId })
  }

  /** Brings a device up to date: `SUBSCRIBED`, then what came after its `lastSeq`. */
  async subscribe(roomId: RoomId, from: From, lastSeq: number | null, lastRev: number | null): Promise<ErrorCode | null> {
    if (!(await this.#stands(roomId)) || !this.#store.member(from.userId)) return 'CHAT_001'
    const { userId } = from
    const sight = this.#store.sight(userId)
    const frames: ServerFrame[] = [
      {
        type: 'SUBSCRIBED',
        roomId,
        lastSeq: this.#store.lastPlaced()?.seq ?? 0,
        lastRev: this.#store.room()?.rev ?? 0,
        readCursors: this.#cursors(sight),
        ...(sight.after > 0 ? { firstSeq: sight.after + 1 } : {}),
      },
    ]
    const missed =
      lastSeq === null ? [] : within(this.#store.after(Math.max(lastSeq, sight.after), MISSED_MESSAGES), MISSED_BYTES).map((one) => asSeen(one, sight))
    for (let start = 0; start < missed.length; start += FRAME_MESSAGES)
      frames.push({ type: 'MESSAGE', roomId, messages: missed.slice(start, start + FRAME_MESSAGES) })
    // Missed messages come as they are now: what changed is told of the ones that the device has.
    if (lastSeq !== null && lastRev !== null)
      frames.push(...missedChanges(this.#store, roomId, { userId, sight, rev: lastRev, upToSeq: lastSeq, limit: MISSED_MESSAGES }))
    // By the same way as new messages, so that none overtakes the missed ones.
    this.#courier.carry(from.userId, [parcel(frames, { only: from.socketId })])
    return null
  }

  /** How far those have read whom a member sees. */
  #cursors(sight: Sight): ReadCursor[] {
    return this.#store.cursors().flatMap(({ userId, seq }) => (sight.hides.has(userId) ? [] : [{ userId, seq }]))
  }

  /** Changes a message; answers with the refusal, or with null when its `ACK` is on its way to the device. */
  async change(roomId: RoomId, from: From, wish: Wish): Promise<ErrorCode | null> {
    if (!(await this.#stands(roomId))) return 'CHAT_001'
    const at = now()
    const changed = this.#atOnce(() => {
      const done = change(this.#store, roomId, from.userId, wish, at)
      if (typeof done !== 'string' && done.frame && wish.kind !== 'reaction') this.#search.changed(done.message.seq, done.message)
      // In the same write: a kill right after it must not leave a deleted file, or a list, to the next occasion.
      if (typeof done !== 'string' && done.frame) this.#inboxes.changed(at)
      if (typeof done !== 'string' && done.dropped !== null) this.#agenda.put('sums', at)
      return done
    })
    if (typeof changed === 'string') return changed
    const { message, frame, rev, dropped } = changed
    const ack: ServerFrame = { type: 'ACK', roomId, messageId: message.messageId, seq: message.seq, createdAt: message.createdAt, rev }
    const blocked = this.#store.room()?.blocked === 1
    const sights = this.#store.sights()
    for (const { user_id } of this.#store.members()) {
      if (user_id === from.userId)
        this.#courier.carry(user_id, [parcel([ack], { only: from.socketId }), ...(frame ? [parcel([frame], { except: from.socketId })] : [])])
      else if (frame && !blocked) this.#courier.carry(user_id, [parcel([frameFor(sights.get(user_id) ?? WHOLE, roomId, from.userId, message, frame, rev)])])
    }
    if (dropped !== null) {
      const gone = dropUpload(this.env.DB, { uploadId: dropped, messageId: message.messageId, now: at })
      this.ctx.waitUntil(gone.catch((error: unknown) => log('warn', 'an upload is hidden by its event only', { error: String(error) })))
    }
    return null
  }

  /** Says to the others that somebody types; it is never stored. */
  async typing(roomId: RoomId, from: From, typing: boolean): Promise<ErrorCode | null> {
    if (!(await this.#stands(roomId)) || !this.#store.member(from.userId)) return 'CHAT_001'
    if (this.#store.room()?.blocked !== BARRED.no) return null
    const sights = this.#store.sights()
    for (const { user_id } of this.#store.members()) {
      if (user_id !== from.userId && sights.get(user_id)?.hides.has(from.userId) !== true)
        this.#courier.carry(user_id, [parcel([{ type: 'TYPING', roomId, userId: from.userId, typing }])])
    }
    return null
  }

  /** Moves a member's cursor, and gives their row of the list as it is now; null for strangers. */
  async read(roomId: RoomId, from: From, seq: number): Promise<InboxEntry | null> {
    if (!(await this.#stands(roomId))) return null
    const member = this.#store.member(from.userId)
    if (!member) return null
    const cursor = moveCursor(member.read_seq, seq, this.#store.lastPlaced()?.seq ?? 0)
    if (cursor > member.read_seq) {
      this.#store.setCursor(from.userId, cursor)
      const rev = this.#store.nextRev()
      const blocked = this.#store.room()?.blocked === 1
      const frame: ServerFrame = { type: 'READ', roomId, userId: from.userId, seq: cursor, rev }
      const sights = this.#store.sights()
      const nothing: ServerFrame = { type: 'ROOM_CHANGED', roomId, rev, what: 'nothing' }
      for (const { user_id } of this.#store.members()) {
        // To the device that read, too: it counts the room's changes, and this is one.
        if (user_id === from.userId || !blocked)
          this.#courier.carry(user_id, [parcel([sights.get(user_id)?.hides.has(from.userId) === true ? nothing : frame])])
      }
      this.#inboxes.wasRead(from.userId, now())
    }
    return this.#inboxes.entry(from.userId)
  }

  async view(roomId: RoomId, userId: UserId): Promise<RoomView | null> {
    if (!(await this.#stands(roomId))) return null
    const room = this.#store.room()
    const member = this.#store.member(userId)
    if (!room || !member) return null
    return {
      lastSeq: this.#store.lastPlaced()?.seq ?? 0,
      lastRev: room.rev,
      firstSeq: member.after_seq + 1,
      readCursors: this.#cursors(this.#store.sight(userId)),
      unread: this.#store.unread(userId, member.read_seq).count,
      blocked: room.blocked !== BARRED.no,
      createdAt: room.opened_at,
    }
  }

  /** Messages before a `seq`, newest first; null for strangers. */
  async history(roomId: RoomId, userId: UserId, before: number, limit: number): Promise<{ messages: RoomMessage[]; firstSeq: number } | null> {
    if (!(await this.#stands(roomId)) || !this.#store.member(userId)) return null
    const sight = this.#store.sight(userId)
    return { messages: this.#store.before(before, limit, sight.after).map((one) => asSeen(one, sight)), firstSeq: sight.after + 1 }
  }

  /** What a report of a message keeps, for a member of the room; null for strangers and for what is not here. */
  async evidence(roomId: RoomId, userId: UserId, messageId: MessageId): Promise<Evidence | null> {
    if (!(await this.#stands(roomId)) || !this.#store.member(userId)) return null
    return evidenceOf(this.#store, userId, messageId)
  }

  /** Messages that say what is sought, newest first; none for strangers, and none across a block. */
  async search(roomId: RoomId, userId: UserId, sought: string, limit: number): Promise<Message[]> {
    if (!(await this.#stands(roomId)) || !this.#store.member(userId) || this.#store.room()?.blocked === 1) return []
    return this.#atOnce(() => {
      while (!this.#search.catchUp((seq, most) => this.#store.after(seq, most)));
      const sight = this.#store.sight(userId)
      return this.#search.find(sought, limit, (seq) => {
        const message = this.#store.at(seq)
        const seen = message && asSeen(message, sight)
        return seen && 'hidden' in seen ? null : seen
      })
    })
  }

  override async alarm(): Promise<void> {
    await this.wake()
  }

  /** Does what is due at this moment. */
  async wake(): Promise<void> {
    await this.#agenda.run(now(), (task) => this.#do(task))
  }

  async #do(task: Task): Promise<void> {
    if (task === 'inbox') return this.#inboxes.tell(now())
    if (task === 'bell') {
      const next = await this.#bell.ring(now())
      if (next !== null) this.#agenda.put('bell', next)
      return
    }
    const next = await sendSums(this.env, this.#store, now())
    if (next !== null) this.#agenda.put('sums', sumsAt(this.#store, next))
  }
}

/** The first messages that stay within a number of bytes; at least one, so that a catch-up always moves on. */
function within(messages: readonly Message[], bytes: number): Message[] {
  let left = bytes
  const kept: Message[] = []
  for (const message of messages) {
    left -= JSON.stringify(message.content).length * 3 + JSON.stringify([message.quote, message.reactions]).length * 2 + 280
    if (left < 0 && kept.length > 0) break
    kept.push(message)
  }
  return kept
}
