import { DurableObject } from 'cloudflare:workers'
import { BELL_SECONDS, MISSED_MESSAGES } from '@studymate/contract/chat'
import { isFailure } from '@studymate/contract/errors'
import type { ErrorCode } from '@studymate/contract/errors'
import type { ServerFrame } from '@studymate/contract/live'
import type { Held, Message, MessageContent, Quote, ReadCursor, RoomMessage } from '@studymate/contract/message'
import { MessageId, timestamp } from '@studymate/contract/values'
import type { RoomId, UserId } from '@studymate/contract/values'
import { acceptMessage, moveCursor } from '@studymate/domain/chat/room'
import { says } from '@studymate/domain/chat/says'
import { WHOLE, asSeen, sees } from '@studymate/domain/chat/sight'
import type { Sight } from '@studymate/domain/chat/sight'
import { Agenda } from '#edge/agenda'
import type { WorkerEnv } from '#edge/context'
import { log } from '#edge/log'
import { now, randomIds } from '#edge/ports'
import type { Parcel } from '#live/parcel'
import { personOf } from '#live/person'
import { dropUpload, useUpload } from '#uploads/store'
import { findGroup } from './groups.store.ts'
import type { InboxEntry } from './inbox.ts'
import { roomBell } from './room.bell.ts'
import { change, frameFor, missedChanges } from './room.changes.ts'
import type { Wish } from './room.changes.ts'
import { evidenceOf } from './room.evidence.ts'
import type { Evidence } from './room.evidence.ts'
import { heldProposal } from './room.proposal.ts'
import { BARRED, RoomStore, barredBetween } from './room.schema.ts'
import type { NewMessage } from './room.schema.ts'
import { RoomSearch } from './room.search.ts'
import { sendSums } from './room.sums.ts'
import { ToldTitle } from './room.title.ts'
import { findPair, hellosOf } from './store.ts'
import type { Hello } from './store.ts'

/** Milliseconds between two updates of the members' lists of rooms. */
const INBOX_MS = 1_000
/** Bytes of missed messages that one `SUBSCRIBE` brings at most, besides {@link MISSED_MESSAGES}. */
const MISSED_BYTES = 512 * 1024
/** Messages in one frame of missed ones. */
const FRAME_MESSAGES = 100

type Task = 'inbox' | 'bell' | 'sums'

/** The device that a frame came from. */
export interface From {
  readonly userId: UserId
  readonly socketId: string
}

/** A message as its sender wrote it. */
export interface Written {
  readonly clientId: string
  readonly said: MessageContent
  readonly replyTo: MessageId | null
}

/** A message on its way to its room, and the device it came from. */
export interface Sending {
  readonly from: From
  readonly written: Written
}

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

interface Waiting {
  readonly from: From
  readonly written: Written
  /** What it holds; null of one that is here already. */
  readonly held: Held | null
  readonly done: (refusal: ErrorCode | null) => void
  readonly failed: (error: unknown) => void
}

type PersonStub = ReturnType<typeof personOf>

/** One room: numbers its messages, stores them, and hands them to its members' objects in order of `seq`. */
export class RoomObject extends DurableObject<WorkerEnv> {
  readonly #store: RoomStore
  readonly #search: RoomSearch
  readonly #title: ToldTitle
  #opening: Promise<boolean> | null = null
  readonly #agenda: Agenda<Task>
  readonly #stubs = new Map<UserId, PersonStub>()
  readonly #taking = new Map<UserId, Promise<unknown>>()
  #waiting: Waiting[] = []
  #busy = false
  #inboxAt = 0
  #blockReads = 0
  #seating: Promise<void> = Promise.resolve()

  constructor(ctx: DurableObjectState, env: WorkerEnv) {
    super(ctx, env)
    this.#store = new RoomStore(ctx.storage.sql)
    this.#search = new RoomSearch(ctx.storage.sql)
    this.#title = new ToldTitle(ctx.storage.sql)
    this.#agenda = new Agenda(ctx.storage)
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
    this.ctx.storage.transactionSync(() => {
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
    this.ctx.storage.transactionSync(() => {
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
    this.ctx.storage.transactionSync(() => {
      const { came, went, see } = this.#store.seat(group, this.#store.lastPlaced()?.seq ?? 0, false)
      const members = this.#store.members().map(({ user_id }) => user_id)
      if (came.length > 0 || went.length > 0) {
        const rev = this.#store.noteMembers()
        for (const userId of members) this.#carry(userId, [{ frames: [{ type: 'ROOM_CHANGED', roomId, rev, what: 'members' }] }])
        for (const userId of went) this.#carry(userId, [{ frames: [{ type: 'ROOM_CHANGED', roomId, rev, what: 'left' }] }])
      }
      if (this.#title.take(group)) {
        const rev = this.#store.noteTitle()
        for (const userId of members) this.#carry(userId, [{ frames: [{ type: 'ROOM_CHANGED', roomId, rev, what: 'title' }] }])
      }
      for (const one of see) {
        const rev = this.#store.noteSight(one)
        for (const userId of members) this.#carry(userId, [{ frames: [{ type: 'ROOM_CHANGED', roomId, rev, what: userId === one ? 'hidden' : 'nothing' }] }])
      }
    })
    await this.#tellInboxes()
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
    await this.#tellInboxes()
  }

  /** Takes messages in the order given; answers each with its refusal, or with null when its `ACK` is on its way to the device. */
  async send(roomId: RoomId, messages: Sending[]): Promise<(ErrorCode | null)[]> {
    const stands = this.#stands(roomId)
    if (stands !== true && !(await stands)) return messages.map(() => 'CHAT_001')
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
    if (!this.#store.member(from.userId)) return 'CHAT_001'
    if (this.#store.placed(from.userId, clientId)) return null
    if (said.type === 'session') return heldProposal(this.env.DB, said, { roomId, userId: from.userId, now: now() })
    return this.#takeFile(roomId, from, clientId, said)
  }

  async #takeFile(roomId: RoomId, from: From, clientId: string, said: MessageContent & { type: 'image' | 'voice' }): Promise<Held | ErrorCode> {
    const { type, content } = said
    const of = { uploadId: content.uploadId, ownerId: from.userId, roomId, clientId, now: now() }
    const upload = await useUpload(this.env.DB, { ...of, purpose: type === 'image' ? 'chat-image' : 'chat-voice' })
    if (typeof upload === 'string') return upload
    const { width, height, durationSeconds } = upload
    if (type === 'voice') return { type, content: { ...content, durationSeconds: durationSeconds ?? 0 } }
    return { type, content: { ...content, width: width ?? 0, height: height ?? 0 } }
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

  /** A lone message goes at once; what comes while a flush is under way is collected for the next one. */
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
        await scheduler.wait(0)
      }
    } finally {
      this.#busy = false
    }
  }

  #flush(roomId: RoomId, batch: readonly Waiting[]): void {
    const at = now()
    const blocked = this.#store.room()?.blocked !== BARRED.no
    const members = this.#store.members().map(({ user_id }) => user_id)
    const parcels = new Map<UserId, Parcel[]>(members.map((userId) => [userId, []]))
    const sights = this.#store.sights()
    const answers: (ErrorCode | null)[] = []
    this.ctx.storage.transactionSync(() => {
      let last = this.#store.lastPlaced()
      for (const { from, written, held } of batch) {
        const decision = acceptMessage(
          {
            isMember: members.includes(from.userId),
            blocked,
            earlier: this.#store.placed(from.userId, written.clientId),
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
        const ack: ServerFrame = {
          type: 'ACK',
          roomId,
          clientId: written.clientId,
          messageId: placed.messageId,
          seq: placed.seq,
          createdAt: timestamp(placed.createdAt),
        }
        parcels.get(from.userId)?.push({ frames: [ack], only: from.socketId })
        if (decision.kind === 'again') continue
        if (held === null) throw new Error('a new message holds something')
        const { clientId, replyTo } = written
        const message: NewMessage = { ...placed, clientId, replyTo, said: held, senderId: from.userId }
        this.#store.add(message)
        this.#store.setCursor(from.userId, placed.seq)
        last = placed
        const quote = written.replyTo === null ? null : this.#store.quote(written.replyTo)
        const whole = wire(message, quote)
        for (const userId of members)
          hand(parcels.get(userId) ?? [], roomId, asSeen(whole, sights.get(userId) ?? WHOLE), userId === from.userId ? from.socketId : null)
        this.#agenda.put('bell', placed.createdAt + BELL_SECONDS * 1_000)
        this.#agenda.put('sums', nextMinute(placed.createdAt))
        this.#agenda.put('inbox', Math.max(at, this.#inboxAt + INBOX_MS))
      }
    })
    for (const [userId, list] of parcels) if (list.length > 0) this.#carry(userId, list)
    for (const [index, { done }] of batch.entries()) done(answers[index] ?? null)
  }

  /** Whether a message answers or corrects, if anything, what its sender sees here; one corrects the sentences of others only. */
  #isAboutWhatStands(senderId: UserId, { said, replyTo }: Written, sight: Sight): boolean {
    if (replyTo !== null && !this.#store.hasMessage(replyTo, sight)) return false
    return said.type !== 'correction' || this.#store.hasMessage(said.content.messageId, { ...sight, hides: new Set([...sight.hides, senderId]) })
  }

  /** Sends to a member's object. Calls on one stub arrive in the order made; a lost one shows as a gap in `seq`, and the client asks again. */
  #carry(userId: UserId, parcels: Parcel[]): void {
    const stub = this.#stubs.get(userId) ?? personOf(this.env, userId)
    this.#stubs.set(userId, stub)
    this.ctx.waitUntil(
      stub.carry(parcels).catch((error: unknown) => {
        this.#stubs.delete(userId)
        log('warn', 'a member could not be reached', { error: String(error) })
      }),
    )
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
    this.#carry(from.userId, [{ frames, only: from.socketId }])
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
    const changed = this.ctx.storage.transactionSync(() => {
      const done = change(this.#store, roomId, from.userId, wish, at)
      if (typeof done !== 'string' && done.frame && wish.kind !== 'reaction') this.#search.changed(done.message.seq, done.message)
      return done
    })
    if (typeof changed === 'string') return changed
    const { message, frame, rev, dropped } = changed
    const ack: ServerFrame = { type: 'ACK', roomId, messageId: message.messageId, seq: message.seq, createdAt: message.createdAt, rev }
    const blocked = this.#store.room()?.blocked === 1
    const sights = this.#store.sights()
    for (const { user_id } of this.#store.members()) {
      if (user_id === from.userId)
        this.#carry(user_id, [{ frames: [ack], only: from.socketId }, ...(frame ? [{ frames: [frame], except: from.socketId }] : [])])
      else if (frame && !blocked) this.#carry(user_id, [{ frames: [frameFor(sights.get(user_id) ?? WHOLE, roomId, from.userId, message, frame, rev)] }])
    }
    if (frame) this.#agenda.put('inbox', Math.max(at, this.#inboxAt + INBOX_MS))
    if (dropped !== null) {
      this.#agenda.put('sums', at)
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
        this.#carry(user_id, [{ frames: [{ type: 'TYPING', roomId, userId: from.userId, typing }] }])
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
        if (user_id === from.userId || !blocked) this.#carry(user_id, [{ frames: [sights.get(user_id)?.hides.has(from.userId) === true ? nothing : frame] }])
      }
      this.#agenda.put('inbox', Math.max(now(), this.#inboxAt + INBOX_MS))
    }
    return this.#entryFor(from.userId)
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
    return this.ctx.storage.transactionSync(() => {
      while (!this.#search.catchUp((seq, most) => this.#store.after(seq, most)));
      const sight = this.#store.sight(userId)
      return this.#search.find(sought, limit, (seq) => {
        const message = this.#store.at(seq)
        const seen = message && asSeen(message, sight)
        return seen && 'hidden' in seen ? null : seen
      })
    })
  }

  #entryFor(userId: UserId): InboxEntry {
    const room = this.#store.room()
    const seats = this.#store.seats()
    const member = seats.find(({ user_id }) => user_id === userId)
    const isGroup = this.#store.isGroup()
    const partner = isGroup ? null : seats.find(({ user_id }) => user_id !== userId)
    if (!room || !member || partner === undefined) throw new Error('a room without its members')
    const last = member.gone === 1 ? null : this.#store.last(userId, this.#store.sight(userId))
    return {
      roomId: room.room_id,
      partnerId: partner?.user_id ?? null,
      version: (this.#store.lastPlaced()?.seq ?? 0) + room.rev,
      lastMessage: last && {
        messageId: last.messageId,
        seq: last.seq,
        senderId: last.senderId,
        type: last.type,
        content: says(last),
        createdAt: last.createdAt,
      },
      unread: this.#store.unread(userId, member.read_seq).count,
      at: last ? Date.parse(last.createdAt) : Math.max(room.opened_at, member.joined_at),
      hidden: room.blocked === 1 || member.gone === 1,
      parted: room.blocked === BARRED.parted,
    }
  }

  async #tellInboxes(): Promise<void> {
    this.#inboxAt = now()
    await Promise.all(
      this.#store.seats().map(async (member) => {
        const entry = this.#entryFor(member.user_id)
        if (entry.version <= member.inbox_version) return
        await personOf(this.env, member.user_id).putRoom(member.user_id, entry)
        this.#store.setInboxVersion(member.user_id, entry.version)
      }),
    )
  }

  override async alarm(): Promise<void> {
    await this.wake()
  }

  /** Does what is due at this moment. */
  async wake(): Promise<void> {
    await this.#agenda.run(now(), (task) => this.#do(task))
  }

  async #do(task: Task): Promise<void> {
    if (task === 'inbox') return this.#tellInboxes()
    if (task === 'bell') {
      const next = await roomBell(this.env, this.#store, now())
      if (next !== null) this.#agenda.put('bell', next)
      return
    }
    const next = await sendSums(this.env, this.#store, now())
    if (next !== null) this.#agenda.put('sums', next)
  }
}

function nextMinute(at: number): number {
  return (Math.floor(at / 60_000) + 1) * 60_000
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

/** Puts a message into a member's parcels; to the sender's own person it goes to the other devices only, the first has its `ACK`. */
function hand(list: Parcel[], roomId: RoomId, message: RoomMessage, sentFrom: string | null): void {
  const open = list.at(-1)
  const frame = open?.only === undefined && open?.except === (sentFrom ?? undefined) ? open?.frames.at(-1) : undefined
  if (frame?.type === 'MESSAGE') frame.messages.push(message)
  else list.push({ frames: [{ type: 'MESSAGE', roomId, messages: [message] }], ...(sentFrom === null ? {} : { except: sentFrom }) })
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
