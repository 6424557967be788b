import { describe, expect, it } from 'vitest'
import { getRoom, listRooms, searchMessages, updateRoom } from '@studymate/contract/chat'
import { listNotifications } from '@studymate/contract/notifications'
import { blockUser, unblockUser } from '@studymate/contract/safety'
import { person } from '@studymate/host/testing/actors'
import { ownHost } from '@studymate/host/testing/own-host'
import { pairOf } from '@studymate/host/testing/pair'

const own = ownHost()
const { device, pass, say } = own
const contents = (found: readonly { message: { content: unknown } }[]) => found.map(({ message }) => message.content)

describe('searching messages', () => {
  it('finds Korean by syllables in the middle of a word, and other words by their beginning', async () => {
    const { a, b, roomId } = await pairOf(own.host)
    const from = await device(a)
    for (const words of ['한국어를 배워요', '국어와 한국', '책을 읽었어요', 'I’m looking forward to it.', 'Un café, please']) await say(from, roomId, words)
    const ask = async (q: string) => contents(await b.ok(searchMessages, { q, roomId }))
    expect(await ask('한국어')).toEqual(['한국어를 배워요'])
    expect(await ask('국어')).toEqual(['국어와 한국', '한국어를 배워요'])
    expect(await ask('책')).toEqual(['책을 읽었어요'])
    expect(await ask('한국어'.normalize('NFD'))).toEqual(['한국어를 배워요'])
    expect(await ask('LOOK forw')).toEqual(['I’m looking forward to it.'])
    expect(await ask('cafe')).toEqual(['Un café, please'])
    expect(await ask('없는말')).toEqual([])
    expect(await ask('"; DROP TABLE messages --')).toEqual([])
    expect(await ask('!?')).toEqual([])
  })

  it('follows what was changed and forgets what was taken back', async () => {
    const { a, b, roomId } = await pairOf(own.host)
    const from = await device(a)
    const messageId = await say(from, roomId, '사과를 샀어요')
    const ask = async (q: string) => contents(await b.ok(searchMessages, { q }))
    // Without a room the list says where to look; it follows a message within a second.
    await expect.poll(() => ask('사과'), { interval: 100, timeout: 20_000 }).toEqual(['사과를 샀어요'])
    from.send({ type: 'EDIT_MESSAGE', roomId, messageId, content: '바나나를 샀어요' })
    await from.next('ACK')
    expect(await ask('사과')).toEqual([])
    expect(await ask('바나나')).toEqual(['바나나를 샀어요'])
    from.send({ type: 'DELETE_MESSAGE', roomId, messageId })
    await from.next('ACK')
    expect(await ask('바나나')).toEqual([])
    from.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: 'w', type: 'word', content: { term: '설레다', meaning: 'to flutter' } } })
    await from.next('ACK')
    expect(await b.ok(searchMessages, { q: 'flutter' })).toMatchObject([{ roomId, partner: { userId: a.userId }, message: { type: 'word' } }])
  })

  it('is closed to strangers and across a block, and refuses what is no question', async () => {
    const { a, b, roomId } = await pairOf(own.host)
    await say(await device(a), roomId, 'a secret')
    const stranger = await person({}, own.host.url)
    expect((await stranger.call(searchMessages, { q: 'secret', roomId })).code).toBe('CHAT_001')
    expect(await stranger.ok(searchMessages, { q: 'secret' })).toEqual([])
    expect((await b.call(searchMessages, { q: '  ' })).code).toBe('VALIDATION_ERROR')
    expect((await b.call(searchMessages, { q: 'x'.repeat(101) })).code).toBe('VALIDATION_ERROR')
    await b.ok(blockUser, { userId: a.userId })
    for (;;) if (!(await b.ok(getRoom, { roomId })).canSend) break
    expect(await b.ok(searchMessages, { q: 'secret', roomId })).toEqual([])
    await b.ok(unblockUser, { userId: a.userId })
  })
})

describe('what a person wants with a room', () => {
  it('is kept for them alone, and is changed by what is given only', async () => {
    const { a, b, roomId } = await pairOf(own.host)
    await say(await device(a), roomId, 'hello')
    expect(await b.ok(updateRoom, { roomId, muted: true })).toEqual({ roomId, muted: true, markedUnread: false, title: null })
    expect(await b.ok(updateRoom, { roomId, markedUnread: true })).toEqual({ roomId, muted: true, markedUnread: true, title: null })
    expect(await b.ok(updateRoom, { roomId })).toEqual({ roomId, muted: true, markedUnread: true, title: null })
    expect(await a.ok(getRoom, { roomId })).toMatchObject({ muted: false, markedUnread: false })
    expect(await b.ok(getRoom, { roomId })).toMatchObject({ muted: true, markedUnread: true })
    await pass(2_000)
    for (;;) {
      const [row] = await b.ok(listRooms, {})
      if (!row) continue
      expect(row).toMatchObject({ muted: true, markedUnread: true, unreadCount: 1 })
      break
    }
    const phone = await device(b)
    phone.send({ type: 'READ', roomId, seq: 1 })
    await phone.settle()
    expect(await b.ok(getRoom, { roomId })).toMatchObject({ muted: true, markedUnread: false, unreadCount: 0 })
    const stranger = await person({}, own.host.url)
    expect((await stranger.call(updateRoom, { roomId, muted: true })).code).toBe('CHAT_001')
    expect((await b.call(updateRoom, { roomId, muted: 'yes' as unknown as boolean })).code).toBe('VALIDATION_ERROR')
  })

  it('lets a muted room ring no bell', async () => {
    const { a, b, roomId } = await pairOf(own.host)
    const other = await pairOf(own.host)
    await b.ok(updateRoom, { roomId, muted: true })
    await say(await device(a), roomId, 'quiet')
    await say(await device(other.a), other.roomId, 'loud')
    await pass(6_000)
    await expect.poll(async () => (await other.b.ok(listNotifications, {})).length, { interval: 250, timeout: 20_000 }).toBe(1)
    expect(await b.ok(listNotifications, {})).toEqual([])
  })
})
