import { isDeepStrictEqual } from 'node:util'
import { getRoom, listRooms, searchMessages } from '@studymate/contract/chat'
import type { RoomRow } from '@studymate/contract/chat'
import { listPartners, listRequests } from '@studymate/contract/matching'
import { shownOf } from '@studymate/contract/message'
import type { Message } from '@studymate/contract/message'
import { getUpload } from '@studymate/contract/uploads'
import type { RoomId, UploadId } from '@studymate/contract/values'
import { says } from '@studymate/domain/chat/says'
import type { Person } from '../actors.ts'
import { history } from '../history.ts'
import { device } from '../live-client.ts'
import type { Asked, Made } from './asker.ts'
import type { Ledger, Spoken } from './ledger.ts'

/** What does not stand as it was confirmed, each in a line. */
export interface Complaints {
  readonly lost: string[]
  readonly doubled: string[]
  readonly wrong: string[]
}

/** Everything in a room where nobody has blocked anybody. */
const messagesOf = async (person: Person, roomId: RoomId) => shownOf(await history(person, roomId))

/** What its sender wrote, of what a message holds. */
function written(message: Message): unknown {
  if (message.content === null || (message.type !== 'image' && message.type !== 'voice')) return message.content
  const { uploadId, caption } = message.content
  return { uploadId, ...(caption === undefined ? {} : { caption }) }
}

/** Asks until an answer is right, at most so many times a second apart; gives the last one. */
async function eventually<T>(most: number, ask: () => Promise<T>, isRight: (value: T) => boolean): Promise<T> {
  for (let left = most; ; left--) {
    const value = await ask()
    if (isRight(value) || left === 0) return value
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** Holds the room against what was confirmed in it. Gives its messages. */
export async function judgeRoom(ledger: Ledger, { lost, doubled, wrong }: Complaints): Promise<Message[]> {
  const [first, ...others] = ledger.members
  if (!first) throw new Error('a room has members')
  const stored = await messagesOf(first, ledger.roomId)
  for (const [index, { seq }] of stored.entries()) if (seq !== index + 1) wrong.push(`${ledger.roomId}: number ${seq} stands at place ${index + 1}`)
  const plain = (messages: readonly Message[]) => messages.map((message) => ({ ...message, readBy: [] }))
  for (const other of others)
    if (!isDeepStrictEqual(plain(await messagesOf(other, ledger.roomId)), plain(stored))) wrong.push(`${ledger.roomId}: ${other.userId} sees another history`)
  const byClient = Map.groupBy(stored, ({ senderId, clientId }) => `${senderId} ${clientId}`)
  for (const [key, same] of byClient) if (same.length > 1) doubled.push(key)
  const byId = new Map(stored.map((message) => [message.messageId, message]))
  for (const [messageId, seq] of ledger.shown)
    if (byId.get(messageId)?.seq !== seq) lost.push(`${messageId} was shown as ${seq} and stands as ${byId.get(messageId)?.seq}`)
  for (const one of ledger.spoken) {
    const found = byClient.get(`${one.by.userId} ${one.clientId}`)?.[0]
    if (one.placed && (found?.messageId !== one.placed.messageId || found.seq !== one.placed.seq))
      lost.push(`${one.clientId} was acknowledged as ${one.placed.seq} and stands as ${found?.seq}`)
    if (found) wrong.push(...differences(one, found))
  }
  for (const { messageId, userId, emoji, on } of ledger.reactions.values()) {
    const message = byId.get(messageId)
    const isOn = message?.reactions?.some((reaction) => reaction.emoji === emoji && reaction.userIds.includes(userId)) ?? false
    if (message?.deletedAt === undefined && !on.allows((value) => value === isOn)) lost.push(`${emoji} of ${userId} under ${messageId} is ${isOn}`)
  }
  const { readCursors } = await first.ok(getRoom, { roomId: ledger.roomId })
  for (const [userId, seq] of ledger.cursors) {
    const cursor = readCursors.find((one) => one.userId === userId)?.seq ?? 0
    if (cursor < seq) lost.push(`${userId} had read up to ${seq} and stands at ${cursor}`)
  }
  for (const member of ledger.members)
    if (!isDeepStrictEqual(plain(await resumed(member, ledger.roomId)), plain(stored))) wrong.push(`${member.userId} resumes to another room`)
  return stored
}

function differences(one: Spoken, found: Message): string[] {
  const isGone = found.deletedAt !== undefined
  if (!one.gone.allows((gone) => gone === isGone)) return [`${one.clientId}: deleted is ${isGone}`]
  if (isGone) return found.content === null && found.reactions === undefined ? [] : [`${one.clientId}: deleted, and says something`]
  const said = written(found)
  const right = found.type === one.type && (found.replyTo ?? null) === one.replyTo && one.content.allows((content) => isDeepStrictEqual(said, content))
  return right ? [] : [`${one.clientId} says ${JSON.stringify(said)}`]
}

/** The room as a device gets it that has nothing yet. */
async function resumed(person: Person, roomId: RoomId): Promise<Message[]> {
  const client = await device(person)
  const all: Message[] = []
  for (;;) {
    client.send({ type: 'SUBSCRIBE', roomId, lastSeq: all.length })
    const { lastSeq } = await client.next('SUBSCRIBED')
    await client.settle()
    for (const frame of client.frames.splice(0)) if (frame.type === 'MESSAGE') all.push(...shownOf(frame.messages))
    if (all.length >= lastSeq) break
  }
  client.drop()
  return all
}

/** Reads each file that was taken: those of standing messages by its owner and another in the room, those that no message has by their owner, and those of deleted ones not at all. Of messages the newest `most`. */
export async function judgeFiles(
  ledger: Ledger,
  unused: readonly { readonly by: Person; readonly uploadId: UploadId; readonly bytes: Uint8Array }[],
  stored: readonly Message[],
  most: number,
  { lost, wrong }: Complaints,
): Promise<number> {
  const byClient = new Map(stored.map((message) => [`${message.senderId} ${message.clientId}`, message]))
  let read = 0
  const check = async (who: Person, uploadId: UploadId, bytes: Uint8Array) => {
    const { data, code } = await who.call(getUpload, { uploadId })
    const found = data ? new Uint8Array(await (await fetch(data.url)).arrayBuffer()) : null
    if (found && Buffer.compare(found, bytes) === 0) read += 1
    else lost.push(`the file ${uploadId} is ${code}, ${found?.length} of ${bytes.length} bytes`)
  }
  for (const { by, uploadId, bytes } of unused) await check(by, uploadId, bytes)
  for (const one of ledger.spoken.filter(({ bytes }) => bytes !== null).slice(-most)) {
    const content = one.content.sure
    if (one.bytes === null || typeof content === 'string' || !('uploadId' in content)) continue
    const { uploadId } = content
    const found = byClient.get(`${one.by.userId} ${one.clientId}`)
    if (found && found.deletedAt === undefined)
      for (const who of [one.by, ledger.members.find((member) => member !== one.by) ?? one.by]) await check(who, uploadId, one.bytes)
    if (found?.deletedAt === undefined) continue
    // What waited in the queue as it was killed is sent again within a minute and a half.
    const code = await eventually(
      260,
      async () => (await one.by.call(getUpload, { uploadId })).code,
      (answer) => answer === 'NOT_FOUND',
    )
    if (code !== 'NOT_FOUND') wrong.push(`the file ${uploadId} of a deleted message is ${code}`)
  }
  return read
}

function wordsOf(message: Message): string | null {
  const word = /z[a-z0-9]+q/.exec(JSON.stringify(message.content))?.[0]
  return word ?? null
}

/** Searches for the newest `most` messages that say something, and for as many words that nobody says any more. Gives how many were asked for. */
export async function judgeSearch(ledger: Ledger, stored: readonly Message[], most: number, { wrong }: Complaints): Promise<number> {
  const byId = new Map(stored.map((message) => [message.messageId, message]))
  const standing = stored.filter((message) => wordsOf(message) !== null).slice(-most)
  const gone = ledger.spoken.flatMap(({ placed, content, gone: isGone }) => {
    const word = placed && isGone.sure && byId.get(placed.messageId)?.deletedAt !== undefined ? /z[a-z0-9]+q/.exec(JSON.stringify(content.sure))?.[0] : null
    return word ? [word] : []
  })
  const asks = [
    ...standing.map((message) => ({ q: wordsOf(message) ?? '', found: [message.messageId] })),
    ...gone.slice(-most).map((q) => ({ q, found: [] as string[] })),
  ]
  for (const [index, { q, found }] of asks.entries()) {
    const who = ledger.members[index % ledger.members.length]
    const answer = await who?.ok(searchMessages, { q, roomId: ledger.roomId })
    if (
      !isDeepStrictEqual(
        answer?.map(({ message }) => message.messageId),
        found,
      )
    )
      wrong.push(`the search for ${q} finds ${answer?.length}, not ${found.length}`)
  }
  return asks.length
}

async function rowsOf(person: Person): Promise<RoomRow[]> {
  const rows: RoomRow[] = []
  for (let page = 1; ; page++) {
    const { envelope } = await person.call(listRooms, { page, size: 100 })
    rows.push(...(envelope?.data ?? []))
    if (!envelope || page >= envelope.pagination.totalPages) return rows
  }
}

/** Holds a person's list of rooms against the rooms themselves. Lists follow within a second; after a kill in the middle of it within half a minute. */
export async function judgeList(person: Person, rooms: readonly RoomId[], { wrong }: Complaints): Promise<number> {
  const expected = new Map<RoomId, unknown>()
  for (const roomId of rooms) {
    const messages = await messagesOf(person, roomId)
    const cursor = (await person.ok(getRoom, { roomId })).readCursors.find(({ userId }) => userId === person.userId)?.seq ?? 0
    const last = messages.at(-1)
    expected.set(roomId, {
      unread: messages.filter(({ seq, senderId, deletedAt }) => seq > cursor && senderId !== person.userId && deletedAt === undefined).length,
      last: last ? [last.messageId, last.seq, says(last)] : null,
    })
  }
  const look = async () => {
    const rows = new Map((await rowsOf(person)).map((row) => [row.roomId, row]))
    return rooms.filter((roomId) => {
      const row = rows.get(roomId)
      const shown = row && { unread: row.unreadCount, last: row.lastMessage && [row.lastMessage.messageId, row.lastMessage.seq, row.lastMessage.content] }
      return !isDeepStrictEqual(shown, expected.get(roomId))
    })
  }
  const late = await eventually(100, look, (rest) => rest.length === 0)
  if (late.length > 0) wrong.push(`the list of ${person.userId} does not follow ${late.length} of ${rooms.length} rooms, the first ${late[0]}`)
  return rooms.length
}

/** Holds requests, partners and first words against what was confirmed. */
export async function judgeAsked(asked: readonly Asked[], { lost, wrong, doubled }: Complaints): Promise<void> {
  const people = new Set(asked.flatMap(({ from, to }) => [from, to]))
  const received = new Map<Person, Awaited<ReturnType<typeof openFor>>>()
  const partners = new Map<Person, Map<string, RoomId>>()
  for (const who of people) {
    received.set(who, await openFor(who))
    partners.set(who, new Map((await who.ok(listPartners, { size: 100 })).map(({ userId, roomId }) => [userId, roomId])))
  }
  for (const one of asked) {
    const { from, to, hello, outcome, requestId } = one
    const open = received.get(to)?.filter(({ person }) => person.userId === from.userId) ?? []
    if (open.length > 1) doubled.push(`${from.userId} asks ${to.userId} ${open.length} times`)
    const rooms = [partners.get(from)?.get(to.userId), partners.get(to)?.get(from.userId)]
    const [roomId] = rooms
    if (roomId !== rooms[1]) wrong.push(`${from.userId} and ${to.userId} are partners on one side only`)
    const name = `${from.userId} → ${to.userId}`
    const is = roomId ? 'accepted' : open.length > 0 ? 'open' : 'over'
    if (!outcome.allows((value) => value === is || (is === 'over' && value !== 'accepted' && value !== 'open')))
      lost.push(`${name} is ${is}, not ${outcome.sure}`)
    if (open[0] && (open[0].message !== hello || (requestId !== null && open[0].requestId !== requestId))) wrong.push(`${name} says something else`)
    if (!roomId) continue
    if (one.roomId !== null && one.roomId !== roomId) wrong.push(`${name} have another room`)
    const first = (await messagesOf(to, roomId)).map(({ content }) => content)
    if (!isDeepStrictEqual(first, [hello])) wrong.push(`${name}: their room begins with ${JSON.stringify(first)}`)
  }
}

async function openFor(who: Person) {
  const { envelope } = await who.call(listRequests, { direction: 'received', size: 100 })
  return envelope?.data ?? []
}

/** Holds groups against what was confirmed; gives for each person the rooms that must be in their list. */
export async function judgeGroups(made: readonly Made[], { lost, wrong }: Complaints): Promise<Map<Person, RoomId[]>> {
  const lists = new Map<Person, RoomId[]>()
  for (const { roomId, title, seats, muted } of made) {
    for (const { who, isIn } of seats) {
      const { code, data } = await who.call(getRoom, { roomId })
      if (!isIn.allows((value) => value === (code === 'OK'))) lost.push(`${who.userId} in ${title}: ${code}`)
      if (!data) continue
      lists.set(who, [...(lists.get(who) ?? []), roomId])
      if (data.title !== title || data.kind !== 'group') wrong.push(`${title} is called ${data.title}`)
      for (const seat of seats) {
        const isHere = data.members.some(({ userId }) => userId === seat.who.userId)
        if (!seat.isIn.allows((value) => value === isHere)) lost.push(`${seat.who.userId} is${isHere ? '' : ' not'} in ${title}`)
      }
      if (who === muted.by && !muted.on.allows((value) => value === data.muted)) lost.push(`${title} is muted: ${data.muted}`)
    }
  }
  return lists
}
