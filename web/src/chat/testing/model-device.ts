import fc from 'fast-check'
import { expect } from 'vitest'
import type { ClientFrame, ServerFrame } from '@studymate/contract/live'
import { shownOf } from '@studymate/contract/message'
import type { RoomMessage } from '@studymate/contract/message'
import type { RoomId, UserId } from '@studymate/contract/values'
import { OwnChanges } from '#chat/own-changes'
import { EMPTY, hasGap, knownSeq, withChange, withCursor, withMessages, withRev } from '#chat/thread'
import type { Thread } from '#chat/thread'

/** What a browser keeps of messages that are on their way; its tabs share it. */
export class SharedOutbox {
  waiting: { readonly clientId: string; readonly content: string }[] = []
  readonly acknowledged = new Map<string, number>()
  #made = 0
  readonly name: string
  constructor(name: string) {
    this.name = name
  }

  add(content: string): { readonly clientId: string; readonly content: string } {
    const one = { clientId: `${this.name}-${(this.#made += 1)}`, content }
    this.waiting.push(one)
    return one
  }

  /** It is in the room: it waits no longer, in whichever tab. */
  numbered(clientId: string): void {
    this.waiting = this.waiting.filter((one) => one.clientId !== clientId)
  }
}

/** A connected socket: its frames are kept until somebody takes them. */
export interface Line {
  readonly frames: ServerFrame[]
  send(frame: ClientFrame): void
  until<T>(look: () => T | undefined | null | false): Promise<T>
  /** What was sent before has been handled. */
  settle(): Promise<void>
  drop(): void
}

/** Looks after which a device must have come to rest. */
const MOST_LOOKS = 30

/** A tab that knows a room by the page's own reducers, loses its line and comes back as the page does. */
export class Device {
  thread: Thread = { ...EMPTY, emptyTo: 0 }
  /** Codes of changes that were refused. */
  readonly refusals: string[] = []
  readonly userId: UserId
  readonly roomId: RoomId
  readonly outbox: SharedOutbox
  readonly changes = new OwnChanges((frame) => {
    this.#line?.send(frame)
    return this.#line !== null
  })
  #line: Line | null = null
  readonly #open: () => Promise<Line>

  constructor(userId: UserId, roomId: RoomId, outbox: SharedOutbox, open: () => Promise<Line>) {
    this.userId = userId
    this.roomId = roomId
    this.outbox = outbox
    this.#open = open
  }

  async come(): Promise<void> {
    if (this.#line) return
    this.#line = await this.#open()
    this.#subscribe(this.#line)
    for (const one of this.outbox.waiting) this.#hand(one)
    this.changes.again()
  }

  #subscribe(line: Line): void {
    line.send({ type: 'SUBSCRIBE', roomId: this.roomId, lastSeq: knownSeq(this.thread), lastRev: this.thread.lastRev })
  }

  go(): void {
    // What has come is taken; what is on its way is lost, and asked for at the next line.
    this.take()
    this.#line?.drop()
    this.#line = null
  }

  #hand({ clientId, content }: { readonly clientId: string; readonly content: string }): void {
    this.#line?.send({ type: 'SEND_MESSAGE', roomId: this.roomId, message: { clientId, type: 'text', content } })
  }

  write(content: string): void {
    this.#hand(this.outbox.add(content))
  }

  read(seq: number): void {
    this.#line?.send({ type: 'READ', roomId: this.roomId, seq })
  }

  edit({ messageId, seq }: Mine, content: string): void {
    const { roomId } = this
    this.changes.make({
      asks: { type: 'EDIT_MESSAGE', roomId, messageId, content },
      shows: (rev) => ({ type: 'MESSAGE_EDITED', roomId, messageId, seq, content, editedAt: '2026-11-25T00:00:00.000Z', rev }),
    })
  }

  remove({ messageId, seq }: Mine): void {
    const { roomId } = this
    this.changes.make({
      asks: { type: 'DELETE_MESSAGE', roomId, messageId },
      shows: (rev) => ({ type: 'MESSAGE_DELETED', roomId, messageId, seq, deletedAt: '2026-11-25T00:00:00.000Z', rev }),
    })
  }

  react({ messageId, seq }: Mine, emoji: string, on: boolean): void {
    const { roomId, userId } = this
    this.changes.make({
      asks: { type: 'REACTION', roomId, messageId, emoji, on },
      shows: (rev) => ({ type: 'REACTION', roomId, messageId, seq, userId, emoji, on, rev }),
    })
  }

  take(): void {
    for (const frame of this.#line?.frames.splice(0) ?? []) if (!('roomId' in frame) || frame.roomId === this.roomId) this.#takeOne(frame)
  }

  #takeOne(frame: ServerFrame): void {
    if (frame.type === 'MESSAGE') {
      this.thread = withMessages(this.thread, frame.messages)
      for (const { senderId, clientId } of shownOf(frame.messages)) if (senderId === this.userId) this.outbox.numbered(clientId)
    } else if (frame.type === 'SUBSCRIBED')
      this.thread = { ...this.thread, lastSeq: Math.max(this.thread.lastSeq, frame.lastSeq), lastRev: frame.lastRev, cursors: frame.readCursors }
    else if (frame.type === 'READ') {
      const before = this.thread.cursors.find(({ userId }) => userId === frame.userId)?.seq ?? 0
      this.thread = withRev(withCursor(this.thread, frame.userId, frame.seq), frame.rev).thread
      expect(this.thread.cursors.find(({ userId }) => userId === frame.userId)?.seq ?? 0).toBeGreaterThanOrEqual(before)
    } else if (frame.type === 'MESSAGE_EDITED' || frame.type === 'MESSAGE_DELETED' || frame.type === 'REACTION')
      this.thread = withRev(withChange(this.thread, frame), frame.rev).thread
    else if (frame.type === 'ROOM_CHANGED') {
      // Whose words this one sees has changed: the page reads the room anew.
      if (frame.what === 'hidden') this.thread = { ...EMPTY, emptyTo: 0, lastRev: frame.rev, lastSeq: this.thread.lastSeq }
      else this.thread = withRev(this.thread, frame.rev).thread
    } else if (frame.type === 'ACK' && frame.clientId !== undefined) {
      const before = this.outbox.acknowledged.get(frame.clientId)
      if (before !== undefined) expect(frame.seq).toBe(before)
      this.outbox.acknowledged.set(frame.clientId, frame.seq)
      this.thread = { ...this.thread, lastSeq: Math.max(this.thread.lastSeq, frame.seq) }
      const sent = this.outbox.waiting.find(({ clientId }) => clientId === frame.clientId)
      if (sent) this.thread = withMessages(this.thread, [this.#numbered(sent, frame)])
      this.outbox.numbered(frame.clientId)
    } else if (frame.type === 'ACK' && frame.rev !== undefined) {
      const shows = this.changes.confirmed(frame.messageId, frame.rev)
      if (shows) this.thread = withRev(withChange(this.thread, shows), frame.rev).thread
    } else if (frame.type === 'ERROR' && this.changes.refused(frame.details?.['messageId'])) this.refusals.push(frame.code)
  }

  #numbered({ clientId, content }: { readonly clientId: string; readonly content: string }, ack: Extract<ServerFrame, { type: 'ACK' }>): RoomMessage {
    const { messageId, seq, createdAt } = ack
    return { messageId, clientId, seq, senderId: this.userId, type: 'text', content, createdAt, readBy: [] }
  }

  /** What was sent before has been handled, as far as this line goes. */
  async hear(): Promise<void> {
    await this.#line?.settle()
    this.take()
  }

  /** Until nothing is missing: as the page, which asks again while there is a gap. */
  async settle(): Promise<void> {
    await this.come()
    const line = this.#line
    if (!line) return
    for (let look = 0; look === 0 || hasGap(this.thread) || this.outbox.waiting.length > 0 || !this.changes.isEmpty; look++) {
      if (look === MOST_LOOKS)
        throw new Error(`${this.outbox.name} does not come to rest: ${JSON.stringify([this.outbox.waiting, knownSeq(this.thread), this.thread.lastSeq])}`)
      // What another tab has written meanwhile goes by this one, too.
      for (const one of this.outbox.waiting) this.#hand(one)
      this.#subscribe(line)
      await line.until(() => line.frames.some(({ type }) => type === 'SUBSCRIBED'))
      await line.settle()
      this.take()
    }
  }
}

type Mine = Pick<Extract<RoomMessage, { messageId: unknown }>, 'messageId' | 'seq'>

/** What a message is, however one came to know it: read marks and the time of an edit aside. */
export function plain(message: RoomMessage) {
  if ('hidden' in message) return message
  const { seq, messageId, senderId, content, deletedAt, editedAt, reactions, quote } = message
  return {
    seq,
    messageId,
    senderId,
    content,
    deleted: deletedAt !== undefined,
    edited: editedAt !== undefined && deletedAt === undefined,
    reactions: (reactions ?? []).map(({ emoji, userIds }) => `${emoji} ${userIds.toSorted().join()}`).toSorted(),
    quote: quote?.preview,
  }
}

/** Something that a device does, or that happens to it; `at` chooses among what there is. */
const one = fc.record({
  kind: fc.oneof(
    { weight: 40, arbitrary: fc.constant('write' as const) },
    { weight: 30, arbitrary: fc.constant('hear' as const) },
    { weight: 10, arbitrary: fc.constant('edit' as const) },
    { weight: 6, arbitrary: fc.constant('remove' as const) },
    { weight: 12, arbitrary: fc.constant('react' as const) },
    { weight: 10, arbitrary: fc.constant('read' as const) },
    { weight: 8, arbitrary: fc.constant('go' as const) },
    { weight: 10, arbitrary: fc.constant('come' as const) },
    { weight: 3, arbitrary: fc.constant('forget' as const) },
  ),
  who: fc.nat(11),
  at: fc.nat(999),
  on: fc.boolean(),
})
export type Step = typeof one extends fc.Arbitrary<infer T> ? T : never

/** What several devices do one after the other. */
export function steps(least: number, most: number): fc.Arbitrary<Step[]> {
  return fc.array(one, { minLength: least, maxLength: most, size: 'max' })
}

const EMOJI = ['👍', '🙏', '🎉']

/** Does all of it, and lets every device settle. `forget` takes objects out of memory, or the whole server; `meanwhile` is called before each step. */
export async function live(
  doing: readonly Step[],
  devices: readonly Device[],
  { forget, meanwhile }: { readonly forget: (step: Step) => Promise<void>; readonly meanwhile?: (share: number) => Promise<void> },
): Promise<void> {
  for (const each of devices) await each.come()
  for (const [index, step] of doing.entries()) {
    await meanwhile?.(index / doing.length)
    const each = devices[step.who % devices.length]
    if (!each) continue
    each.take()
    const shown = shownOf(each.thread.messages)
    const any = shown[step.at % Math.max(1, shown.length)]
    const mine = shown.filter(({ senderId, content }) => senderId === each.userId && content !== null)
    const own = mine[step.at % Math.max(1, mine.length)]
    if (step.kind === 'write') each.write(`${index} ${each.outbox.name}`)
    else if (step.kind === 'hear') await each.hear()
    else if (step.kind === 'edit' && own) each.edit(own, `changed ${index}`)
    else if (step.kind === 'remove' && own) each.remove(own)
    else if (step.kind === 'react' && any) each.react(any, EMOJI[step.at % EMOJI.length] ?? '👍', step.on)
    else if (step.kind === 'read') each.read(step.at % (each.thread.lastSeq + 3))
    else if (step.kind === 'go') each.go()
    else if (step.kind === 'come') await each.come()
    else if (step.kind === 'forget') await forget(step)
  }
  for (const each of devices) await each.settle()
  // A last look once nothing of anybody is on its way any more.
  for (const each of devices) await each.settle()
}

/** Holds what devices know against the room as the server has it: the same for all, without a gap, each acknowledged message once. */
export function expectSame(devices: readonly Device[], room: readonly RoomMessage[]): void {
  const truth = shownOf(room)
  expect(truth.map(({ seq }) => seq)).toEqual(truth.map((_, index) => index + 1))
  for (const { thread, outbox } of devices) {
    expect(thread.messages.map(plain)).toEqual(truth.map(plain))
    for (const [clientId, seq] of outbox.acknowledged)
      expect(truth.filter((message) => message.clientId === clientId).map((message) => message.seq)).toEqual([seq])
  }
}
