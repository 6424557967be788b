import { listMessages } from '@studymate/contract/chat'
import { TYPING_SECONDS } from '@studymate/contract/chat'
import { shownOf } from '@studymate/contract/message'
import type { Held, Message, MessageContent, Quote, RoomMessage } from '@studymate/contract/message'
import { UserId } from '@studymate/contract/values'
import type { RoomId } from '@studymate/contract/values'
import { api } from '#app/api'
import { live } from '#live/live'
import { outboxOf } from '#chat/outbox'
import { forgetFile } from '#chat/files'
import { changeMine, onChanged } from '#chat/changer'
import type { OwnChange } from '#chat/own-changes'
import { tellRead } from '#chat/read-here'
import { onAccepted, pump, sendAgain, sendFile, sendMessage } from '#chat/sender'
import type { FileSaid } from '#chat/sender'
import { EMPTY, firstSeq, hasGap, heldAfter, knownSeq, readUpTo, unreadAfter, withChange, withCursor, withMessages, withRev } from '#chat/thread'
import type { ChangeFrame, Thread, Waiting } from '#chat/thread'

/** What a page shows of an open room. */
export interface ThreadView {
  readonly thread: Thread
  /** Mine that the server has not numbered yet, in order. */
  readonly waiting: readonly Waiting[]
  readonly phase: 'loading' | 'here' | 'failed'
  readonly error: unknown
  readonly hasOlder: boolean
  /** The newest change of the rows put older ones on top. */
  readonly isOlder: boolean
  readonly isLoadingOlder: boolean
  /** My cursor when the room was opened, and how many were unread then: where the line of new messages stands. */
  readonly opened: { readonly seq: number; readonly unread: number } | null
  /** Who writes just now, the first of them first. */
  readonly typing: readonly string[]
  /** Arrivals that were not read out yet, oldest first. */
  readonly arrivals: readonly Message[]
  /** The last change of a message was refused: the server's sentence, or null where the line is down and it waits for the next. */
  readonly refused: { readonly message: string | null } | null
}

/** Messages of the first page. */
const PAGE = 50
/** Messages of each further one. */
const OLDER = 100
/** Most messages fetched at once to reach the first unread one. */
const MOST_UNREAD = 1_000
const SAY_TYPING_MS = 3_000

/** One open room, outside React: history by HTTP, news by the line, and mine from the outbox. */
export class ThreadAgent {
  readonly roomId: RoomId
  readonly me: string
  readonly #watchers = new Set<() => void>()
  readonly #stops: (() => void)[] = []
  #view: ThreadView
  readonly #typingTimers = new Map<string, ReturnType<typeof setTimeout>>()
  /** The first `seq` that is mine to see. */
  #firstSeq: number
  #gapTimer: ReturnType<typeof setTimeout> | undefined
  #saidTypingAt = 0
  #readWanted = 0
  #readSent = 0

  readonly #at: number | null

  /** `lastRev` is how far the room had counted its changes before its history was asked for; `at` the message to open at, if not at the end. */
  constructor(roomId: RoomId, me: string, { lastRev, firstSeq: first = 1, at = null }: { lastRev: number; firstSeq?: number; at?: number | null }) {
    this.#firstSeq = first
    this.#at = at
    this.roomId = roomId
    this.me = me
    this.#view = {
      thread: { ...EMPTY, lastRev },
      waiting: [],
      phase: 'loading',
      error: null,
      hasOlder: false,
      isOlder: false,
      isLoadingOlder: false,
      opened: null,
      typing: [],
      arrivals: [],
      refused: null,
    }
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    if (this.#watchers.size === 1) this.#open()
    return () => {
      this.#watchers.delete(watcher)
      if (this.#watchers.size === 0) this.#close()
    }
  }
  readonly snapshot = (): ThreadView => this.#view

  #show(change: Partial<ThreadView>): void {
    const rowsChange = change.thread !== undefined || change.waiting !== undefined
    this.#view = { ...this.#view, ...(rowsChange ? { isOlder: false } : {}), ...change }
    for (const watcher of this.#watchers) watcher()
  }

  #open(): void {
    const outbox = outboxOf(this.me)
    const showWaiting = () => {
      const numbered = new Set(
        shownOf(this.#view.thread.messages)
          .filter(({ senderId }) => senderId === this.me)
          .map(({ clientId }) => clientId),
      )
      this.#show({ waiting: outbox.all().filter((one) => one.roomId === this.roomId && !numbered.has(one.clientId)) })
    }
    this.#stops.push(
      outbox.subscribe(showWaiting),
      live.subscribe(() => {
        this.#show({ typing: [] })
        this.#resume()
      }),
      onAccepted((roomId, message) => {
        if (roomId === this.roomId) this.#take([message], false)
      }),
      live.on('MESSAGE', ({ roomId, messages }) => {
        if (roomId === this.roomId) this.#take(messages, true)
      }),
      live.on('SUBSCRIBED', ({ roomId, lastSeq, lastRev, readCursors, firstSeq: first = 1 }) => {
        if (roomId !== this.roomId) return
        this.#firstSeq = first
        // I was out of the group meanwhile: what is here does not join what is mine now.
        if (first > knownSeq(this.#view.thread) + 1) return this.#again(lastRev)
        const { thread } = this.#view
        this.#show({ thread: { ...thread, lastSeq: Math.max(thread.lastSeq, lastSeq), lastRev, cursors: readCursors } })
        this.#noteOpened()
        this.#watchGap()
      }),
      live.on('READ', ({ roomId, userId, seq, rev }) => {
        if (roomId === this.roomId) this.#changed(withCursor(this.#view.thread, userId, seq), rev)
      }),
      ...(['MESSAGE_EDITED', 'MESSAGE_DELETED', 'REACTION'] as const).map((type) =>
        live.on(type, (frame: ChangeFrame) => {
          if (frame.roomId === this.roomId) this.#changed(withChange(this.#view.thread, frame), frame.rev)
        }),
      ),
      live.on('ROOM_CHANGED', ({ roomId, rev, what }) => {
        if (roomId !== this.roomId) return
        if (what === 'hidden') return this.#again(rev)
        this.#changed(this.#view.thread, rev)
        // Whoever came has a cursor from now on.
        if (what === 'members') this.#resume()
      }),
      live.on('ACK', ({ roomId, clientId, seq }) => {
        if (roomId !== this.roomId || clientId === undefined) return
        // Where another tab has taken it out of the outbox before, nothing else tells this one of it: a gap does.
        const { thread } = this.#view
        if (seq > thread.lastSeq) this.#show({ thread: { ...thread, lastSeq: seq } })
        this.#watchGap()
      }),
      onChanged((outcome, roomId) => {
        if (roomId !== this.roomId) return
        this.#show({ refused: 'refused' in outcome ? { message: outcome.refused } : null })
        if ('frame' in outcome) this.#changed(withChange(this.#view.thread, outcome.frame), outcome.rev)
      }),
      live.on('TYPING', ({ roomId, userId, typing }) => {
        if (roomId === this.roomId && userId !== this.me) this.#typing(userId, typing)
      }),
    )
    showWaiting()
    void this.load()
    this.#resume()
    pump()
  }

  #close(): void {
    for (const stop of this.#stops.splice(0)) stop()
    for (const timer of this.#typingTimers.values()) clearTimeout(timer)
    clearTimeout(this.#gapTimer)
    this.sayTyping(false)
  }

  #typing(userId: string, typing: boolean): void {
    clearTimeout(this.#typingTimers.get(userId))
    this.#typingTimers.delete(userId)
    if (typing)
      this.#typingTimers.set(
        userId,
        setTimeout(() => this.#typing(userId, false), TYPING_SECONDS * 1000),
      )
    const others = this.#view.typing.filter((one) => one !== userId)
    if (typing) this.#show({ typing: this.#view.typing.includes(userId) ? this.#view.typing : [...others, userId] })
    else if (others.length < this.#view.typing.length) this.#show({ typing: others })
  }

  /** Reads the room anew: what I may see of it is not what it was. */
  #again(lastRev: number): void {
    this.#show({ thread: { ...EMPTY, lastRev }, phase: 'loading', opened: null, hasOlder: false, arrivals: [] })
    void this.load()
  }

  /** Asks the line for what came after the last message that is here. */
  #resume(): void {
    if (this.#view.phase !== 'here') return
    live.send({ type: 'SUBSCRIBE', roomId: this.roomId, lastSeq: knownSeq(this.#view.thread), lastRev: this.#view.thread.lastRev })
    if (this.#readWanted > this.#readSent) this.#sendRead()
  }

  #watchGap(missedChange = false): void {
    clearTimeout(this.#gapTimer)
    if (hasGap(this.#view.thread) || missedChange) this.#gapTimer = setTimeout(() => (missedChange || hasGap(this.#view.thread)) && this.#resume(), 250)
  }

  #changed(thread: Thread, rev: number): void {
    const counted = withRev(thread, rev)
    this.#show({ thread: counted.thread })
    if (counted.missed) this.#watchGap(true)
  }

  #take(incoming: readonly RoomMessage[], arrived: boolean): void {
    const before = knownSeq(this.#view.thread)
    const thread = withMessages(this.#view.thread, incoming)
    const messages = shownOf(incoming)
    const mine = new Set(messages.filter(({ senderId }) => senderId === this.me).map(({ clientId }) => clientId))
    const others = messages.filter(({ senderId, seq }) => senderId !== this.me && seq > before)
    for (const { senderId } of others) this.#typing(senderId, false)
    this.#show({
      thread,
      waiting: this.#view.waiting.filter(({ clientId }) => !mine.has(clientId)),
      // What was missed while away is history: only what comes now is read out.
      ...(arrived && others.length > 0 && this.#view.phase === 'here' ? { arrivals: [...this.#view.arrivals, ...others] } : {}),
    })
    this.#watchGap()
  }

  /** Forgets the arrivals that were read out. */
  announced(): void {
    if (this.#view.arrivals.length > 0) this.#show({ arrivals: [] })
  }

  /** Loads the newest messages, back to the first unread one where that is not far. */
  async load(): Promise<void> {
    this.#show({ phase: this.#view.thread.messages.length > 0 ? 'here' : 'loading', error: null })
    try {
      // Around a message that was asked for; what came after it follows by the line.
      const before = this.#at === null ? {} : { before: this.#at + PAGE / 2 }
      let page = await api.envelope(listMessages, { roomId: this.roomId, limit: PAGE, ...before })
      let thread = withMessages(this.#view.thread, page.data)
      const isRead = () => {
        const oldest = page.data.at(-1)
        return oldest === undefined || (!('hidden' in oldest) && (oldest.senderId === this.me || oldest.readBy.some((userId) => userId === this.me)))
      }
      while (this.#at === null && page.nextBefore !== null && !isRead() && thread.messages.length < MOST_UNREAD) {
        page = await api.envelope(listMessages, { roomId: this.roomId, before: page.nextBefore, limit: OLDER })
        thread = withMessages(thread, page.data)
      }
      const known = thread.messages.length === 0 ? { ...this.#view.thread, emptyTo: this.#firstSeq - 1 } : this.#view.thread
      this.#show({ thread: withMessages(known, thread.messages), phase: 'here', hasOlder: thread.messages.length > 0 && firstSeq(thread) > this.#firstSeq })
      this.#noteOpened()
      this.#resume()
    } catch (error) {
      if (this.#view.phase === 'loading') this.#show({ phase: 'failed', error })
    }
  }

  /** Where new messages begin, once: from what the messages say of who has read them, before this visit reads them. */
  #noteOpened(): void {
    const { opened, phase, thread } = this.#view
    if (opened || phase !== 'here') return
    const read = shownOf(thread.messages).findLast(({ senderId, readBy }) => senderId === this.me || readBy.some((userId) => userId === this.me))
    const seq = read?.seq ?? firstSeq(thread) - 1
    this.#show({ opened: { seq, unread: unreadAfter(thread, this.me, seq) } })
  }

  /** Loads the page before the oldest message that is here. */
  async older(): Promise<void> {
    const { isLoadingOlder, hasOlder, phase, thread } = this.#view
    if (isLoadingOlder || !hasOlder || phase !== 'here') return
    this.#show({ isLoadingOlder: true })
    try {
      const { data } = await api.envelope(listMessages, { roomId: this.roomId, before: firstSeq(thread), limit: OLDER })
      const wider = withMessages(this.#view.thread, data)
      this.#show({ thread: wider, isOlder: true, hasOlder: firstSeq(wider) > this.#firstSeq && data.length > 0 })
    } catch {
      // Offline or refused: scrolling up again asks again.
    } finally {
      this.#show({ isLoadingOlder: false })
    }
  }

  /** Messages up to `seq` were on screen, in focus. */
  seen(seq: number): void {
    if (seq <= Math.max(this.#readWanted, readUpTo(this.#view.thread, this.me)) || this.#view.phase !== 'here') return
    this.#readWanted = seq
    this.#sendRead()
  }

  #sendRead(): void {
    if (!live.send({ type: 'READ', roomId: this.roomId, seq: this.#readWanted })) return
    this.#readSent = this.#readWanted
    this.#show({ thread: withCursor(this.#view.thread, UserId.parse(this.me), this.#readWanted) })
    tellRead(this.roomId, this.#readWanted, unreadAfter(this.#view.thread, this.me, this.#readWanted))
  }

  send(said: Exclude<Held, { type: 'image' | 'voice' }>, quote: Quote | null = null): void {
    this.#saidTypingAt = 0
    sendMessage(this.me, this.roomId, said, quote)
  }

  /** Sends a picture or a voice note: it waits on this device until it is uploaded. */
  async sendFile(file: Blob, said: FileSaid, quote: Quote | null = null): Promise<void> {
    await sendFile(this.me, this.roomId, file, said, quote)
  }

  /** Lets a message of mine say something else. It shows once the server has it. */
  edit(message: Message, content: MessageContent['content']): void {
    const { messageId, seq } = message
    const { roomId } = this
    const held = heldAfter(message, content)
    if (held === null) return
    const editedAt = new Date().toISOString()
    this.#change({
      asks: { type: 'EDIT_MESSAGE', roomId, messageId, content },
      shows: (rev) => ({ type: 'MESSAGE_EDITED', roomId, messageId, seq, content: held, editedAt, rev }),
    })
  }

  /** Takes a message of mine back. */
  remove({ messageId, seq }: Message): void {
    const { roomId } = this
    const deletedAt = new Date().toISOString()
    this.#change({
      asks: { type: 'DELETE_MESSAGE', roomId, messageId },
      shows: (rev) => ({ type: 'MESSAGE_DELETED', roomId, messageId, seq, deletedAt, rev }),
    })
  }

  /** Puts my emoji under a message, or takes it away. */
  react({ messageId, seq }: Message, emoji: string, on: boolean): void {
    const { roomId } = this
    const userId = UserId.parse(this.me)
    this.#change({
      asks: { type: 'REACTION', roomId, messageId, emoji, on },
      shows: (rev) => ({ type: 'REACTION', roomId, messageId, seq, userId, emoji, on, rev }),
    })
  }

  #change(change: OwnChange): void {
    this.#show({ refused: changeMine(change) ? null : { message: null } })
  }

  retry(clientId: string): void {
    sendAgain(this.me, clientId)
  }

  drop(clientId: string): void {
    outboxOf(this.me).remove(clientId)
    forgetFile(clientId)
  }

  /** Tells the partner that I write, every few seconds while I do, and when I stop. */
  sayTyping(typing: boolean): void {
    const now = Date.now()
    if (typing ? now - this.#saidTypingAt < SAY_TYPING_MS : this.#saidTypingAt === 0) return
    this.#saidTypingAt = typing ? now : 0
    live.send({ type: 'TYPING', roomId: this.roomId, typing })
  }
}
