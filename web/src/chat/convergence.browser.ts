import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRoom, listMessages } from '@studymate/contract/chat'
import type { ServerFrame } from '@studymate/contract/live'
import { shownOf } from '@studymate/contract/message'
import type { RoomMessage } from '@studymate/contract/message'
import type { RoomId } from '@studymate/contract/values'
import type { Host } from '@studymate/host/host'
import { blockUser, unblockUser } from '@studymate/contract/safety'
import { person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { device } from '@studymate/host/testing/live-client'
import type { LiveClient } from '@studymate/host/testing/live-client'
import { matchOf, pairOf } from '@studymate/host/testing/pair'
import { openTestHost } from '@studymate/host/testing/test-host'
import { EMPTY, hasGap, knownSeq, withChange, withCursor, withMessages, withRev } from '#chat/thread'
import type { Thread } from '#chat/thread'

let host: Host
beforeAll(async () => {
  host = await openTestHost()
})
afterAll(() => host.close())

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

interface Unsent {
  readonly clientId: string
  readonly content: string
}

/** A device that knows the room by the page's own reducers, loses its line and comes back as the page does. */
class Client {
  thread: Thread = { ...EMPTY, emptyTo: 0 }
  readonly acknowledged = new Map<string, number>()
  readonly waiting: Unsent[] = []
  #line: LiveClient | null = null
  #made = 0
  readonly name: string
  readonly who: Person
  readonly roomId: RoomId

  constructor(name: string, who: Person, roomId: RoomId) {
    this.name = name
    this.who = who
    this.roomId = roomId
  }

  get isHere(): boolean {
    return this.#line !== null
  }

  async come(): Promise<void> {
    if (this.#line) return
    this.#line = await device(this.who)
    this.#line.send({ type: 'SUBSCRIBE', roomId: this.roomId, lastSeq: knownSeq(this.thread), lastRev: this.thread.lastRev })
    for (const { clientId, content } of this.waiting) this.#hand(clientId, content)
  }

  go(): void {
    // What has come is taken; what is on its way is lost, and asked for at the next line.
    this.take()
    this.#line?.drop()
    this.#line = null
  }

  #hand(clientId: string, content: string): void {
    this.#line?.send({ type: 'SEND_MESSAGE', roomId: this.roomId, message: { clientId, type: 'text', content } })
  }

  write(content: string): void {
    const one = { clientId: `${this.name}-${(this.#made += 1)}`, content }
    this.waiting.push(one)
    this.#hand(one.clientId, content)
  }

  do(frame: Parameters<LiveClient['send']>[0]): void {
    this.#line?.send(frame)
  }

  take(): void {
    for (const frame of this.#line?.frames.splice(0) ?? []) this.#takeOne(frame)
  }

  #takeOne(frame: ServerFrame): void {
    if (frame.type === 'MESSAGE') this.thread = withMessages(this.thread, frame.messages)
    else if (frame.type === 'SUBSCRIBED')
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
      const before = this.acknowledged.get(frame.clientId)
      if (before !== undefined) expect(frame.seq).toBe(before)
      this.acknowledged.set(frame.clientId, frame.seq)
      const at = this.waiting.findIndex(({ clientId }) => clientId === frame.clientId)
      if (at >= 0) this.waiting.splice(at, 1)
    }
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
    for (;;) {
      line.send({ type: 'SUBSCRIBE', roomId: this.roomId, lastSeq: knownSeq(this.thread), lastRev: this.thread.lastRev })
      await line.until(() => line.frames.some(({ type }) => type === 'SUBSCRIBED'))
      await line.settle()
      this.take()
      if (!hasGap(this.thread) && this.waiting.length === 0) return
    }
  }
}

/** What a message is, however one came to know it: read marks and the time of an edit aside. */
function plain(message: RoomMessage) {
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

async function whole(who: Person, roomId: RoomId): Promise<RoomMessage[]> {
  const all: RoomMessage[] = []
  let before: number | undefined
  for (;;) {
    const { envelope } = await who.call(listMessages, { roomId, limit: 100, ...(before === undefined ? {} : { before }) })
    all.push(...(envelope?.data ?? []))
    if (!envelope || envelope.nextBefore === null) return all.toSorted((a, b) => a.seq - b.seq)
    before = envelope.nextBefore
  }
}

/** Takes an object out of memory while its sockets sleep on; one that is not in memory stays where it is. */
async function evict(name: 'RoomObject' | 'PersonObject', id: string): Promise<void> {
  await host.miniflare.unsafeEvictDurableObject('studymate', name, { name: id, webSockets: 'hibernate' }).catch((error: unknown) => {
    if (!String(error).includes('not currently running')) throw error
  })
}

const EMOJI = ['👍', '🙏', '🎉']

it.each([1, 2, 3, 4, 5, 6])('brings every device to the same room, whatever happened on the way (seed %i)', async (seed) => {
  const { a, b, roomId } = await pairOf(host)
  const clients = [new Client('phone', a, roomId), new Client('laptop', a, roomId), new Client('other', b, roomId)]
  await live(seed, roomId, clients, async () => undefined)
  const truth = shownOf(await whole(a, roomId))
  expect(truth.map(({ seq }) => seq)).toEqual(truth.map((_, index) => index + 1))
  for (const client of clients) {
    expect(client.thread.messages.map(plain)).toEqual(truth.map(plain))
    for (const [clientId, seq] of client.acknowledged)
      expect(truth.filter((message) => message.clientId === clientId).map((message) => message.seq)).toEqual([seq])
  }
  for (const client of clients) client.go()
})

it.each([11, 12, 13])('brings four to the same group, each as they may see it, while one blocks another and lifts it (seed %i)', async (seed) => {
  const people = await Promise.all(Array.from({ length: 4 }, () => person({}, host.url)))
  const [a, b, c, d] = people
  if (!a || !b || !c || !d) throw new Error('four people')
  for (const other of [b, c, d]) await matchOf(host, a, other)
  const { roomId } = await a.ok(createRoom, { participantIds: [b.userId, c.userId, d.userId] })
  const clients = people.map((who, index) => new Client(`device${index}`, who, roomId))
  await live(seed, roomId, clients, async (step) => {
    if (step === 30) await a.ok(blockUser, { userId: b.userId })
    if (step === 50) await c.ok(blockUser, { userId: d.userId })
    if (step === 90) await c.ok(unblockUser, { userId: d.userId })
  })
  const truth = shownOf(await whole(d, roomId))
  expect(truth.map(({ seq }) => seq)).toEqual(truth.map((_, index) => index + 1))
  for (const client of clients) {
    const mine = await whole(client.who, roomId)
    expect(mine.map(({ seq }) => seq)).toEqual(truth.map(({ seq }) => seq))
    expect(client.thread.messages.map(plain)).toEqual(mine.map(plain))
    expect(mine.filter((message) => 'hidden' in message).map(({ seq }) => seq)).toEqual(
      truth.filter(({ senderId }) => client.who === a && senderId === b.userId).map(({ seq }) => seq),
    )
  }
  expect(JSON.stringify(clients[0]?.thread)).not.toContain(b.userId)
  for (const client of clients) client.go()
})

/** A hundred and forty things that devices do, seeded; then all of them settle. */
async function live(seed: number, roomId: RoomId, clients: readonly Client[], meanwhile: (step: number) => Promise<unknown>): Promise<void> {
  const random = chance(seed)
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)]
  for (const client of clients) await client.come()
  for (let step = 0; step < 140; step++) {
    await meanwhile(step)
    const client = pick(clients)
    if (!client) continue
    const dice = random()
    client.take()
    const shown = shownOf(client.thread.messages)
    const mine = shown.filter(({ senderId, content }) => senderId === client.who.userId && content !== null)
    const any = pick(shown)
    const own = pick(mine)
    if (dice < 0.4) client.write(`${seed}.${step} ${client.name}`)
    else if (dice < 0.5 && own) client.do({ type: 'EDIT_MESSAGE', roomId, messageId: own.messageId, content: `changed ${step}` })
    else if (dice < 0.56 && own) client.do({ type: 'DELETE_MESSAGE', roomId, messageId: own.messageId })
    else if (dice < 0.68 && any) client.do({ type: 'REACTION', roomId, messageId: any.messageId, emoji: pick(EMOJI) ?? '👍', on: random() < 0.6 })
    else if (dice < 0.78) client.do({ type: 'READ', roomId, seq: Math.floor(random() * (client.thread.lastSeq + 3)) })
    else if (dice < 0.86) client.go()
    else if (dice < 0.96) await client.come()
    else if (dice < 0.98) await evict('RoomObject', roomId)
    else for (const { userId } of new Set(clients.map(({ who }) => who))) await evict('PersonObject', userId)
    // Now and then what was done is seen by others before they do something themselves.
    if (random() < 0.35) await client.hear()
  }
  for (const client of clients) await client.settle()
  // A last look once nothing of anybody is on its way any more.
  for (const client of clients) await client.settle()
}
