import { describe, expect, it } from 'vitest'
import { getRoom, listMessages, listRooms } from '@studymate/contract/chat'
import { blockUser } from '@studymate/contract/safety'
import { pairOf } from '@studymate/host/testing/pair'
import { ownHost } from '@studymate/host/testing/own-host'

const own = ownHost()
const { device, pass, say } = own

async function talk() {
  const { a, b, roomId } = await pairOf(own.host)
  const [from, to] = [await device(a), await device(b)]
  const messageId = await say(from, roomId, 'I am looking forward to see you.')
  await to.next('MESSAGE')
  return { a, b, roomId, from, to, messageId }
}

describe('a message that is changed', () => {
  it('says its new words to everybody, keeps its place, and says that it was edited', async () => {
    const { a, b, roomId, from, to, messageId } = await talk()
    const laptop = await device(a)
    from.send({ type: 'EDIT_MESSAGE', roomId, messageId, content: 'I am looking forward to seeing you.' })
    const ack = await from.next('ACK')
    expect(ack).toMatchObject({ roomId, messageId, seq: 1 })
    const told = { messageId, seq: 1, content: 'I am looking forward to seeing you.', rev: ack.rev }
    expect(await to.next('MESSAGE_EDITED')).toMatchObject(told)
    expect(await laptop.next('MESSAGE_EDITED')).toMatchObject(told)
    const [message] = await b.ok(listMessages, { roomId })
    expect(message).toMatchObject({ content: 'I am looking forward to seeing you.', seq: 1, editedAt: expect.any(String) })
  })

  it('changes once, however often it is asked', async () => {
    const { roomId, from, to, messageId } = await talk()
    for (let again = 0; again < 30; again++) from.send({ type: 'EDIT_MESSAGE', roomId, messageId, content: 'Better.' })
    await from.until(() => from.frames.filter((frame) => frame.type === 'ACK').length === 30)
    await to.settle()
    expect(to.frames.filter((frame) => frame.type === 'MESSAGE_EDITED')).toHaveLength(1)
  })

  it('is changed by nobody else, not after 15 minutes, and stays of its kind', async () => {
    const { roomId, from, to, messageId } = await talk()
    to.send({ type: 'EDIT_MESSAGE', roomId, messageId, content: 'Not mine' })
    expect(await to.next('ERROR')).toMatchObject({ code: 'USER_002' })
    from.send({ type: 'EDIT_MESSAGE', roomId, messageId, content: { term: 'word', meaning: '낱말' } })
    expect(await from.next('ERROR')).toMatchObject({ code: 'VALIDATION_ERROR' })
    from.send({ type: 'EDIT_MESSAGE', roomId, messageId, content: '   ' })
    expect(await from.next('ERROR')).toMatchObject({ code: 'VALIDATION_ERROR' })
    await pass(15 * 60_000 + 1_000)
    const late = await device((await pairOf(own.host)).a)
    late.send({ type: 'EDIT_MESSAGE', roomId, messageId, content: 'From a stranger' })
    expect(await late.next('ERROR')).toMatchObject({ code: 'CHAT_001' })
    from.send({ type: 'EDIT_MESSAGE', roomId, messageId, content: 'Too late' })
    expect(await from.next('ERROR')).toMatchObject({ code: 'CONFLICT', details: { reason: 'EDIT_TIME_OVER' } })
  })
})

describe('a message that is taken back', () => {
  it('leaves its place, and its words nowhere: history, list, count, quotes', async () => {
    const { b, roomId, from, to, messageId } = await talk()
    const second = await say(from, roomId, 'secret')
    to.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: 'answer', type: 'text', content: 'hm', replyTo: second } })
    expect(await from.next('MESSAGE')).toMatchObject({ messages: [{ quote: { messageId: second, preview: 'secret' } }] })
    from.send({ type: 'DELETE_MESSAGE', roomId, messageId: second })
    expect(await from.next('ACK')).toMatchObject({ messageId: second })
    expect(await to.next('MESSAGE_DELETED')).toMatchObject({ messageId: second, seq: 2 })
    from.send({ type: 'DELETE_MESSAGE', roomId, messageId: second })
    expect(await from.next('ACK')).toMatchObject({ messageId: second })
    const whole = await b.ok(listMessages, { roomId })
    expect(JSON.stringify(whole)).not.toContain('secret')
    expect(whole.map(({ seq, content }) => [seq, content])).toEqual([
      [3, 'hm'],
      [2, null],
      [1, 'I am looking forward to see you.'],
    ])
    expect(whole[0]?.quote).toMatchObject({ messageId: second, preview: null })
    to.send({ type: 'DELETE_MESSAGE', roomId, messageId })
    expect(await to.next('ERROR')).toMatchObject({ code: 'USER_002' })
  })

  it('is unread no more, and gone from the row of the room (F25)', async () => {
    const { a, b, roomId } = await pairOf(own.host)
    const from = await device(a)
    await say(from, roomId, 'one')
    const last = await say(from, roomId, 'two, with a secret')
    for (let again = 0; again < 2; again++) {
      from.send({ type: 'DELETE_MESSAGE', roomId, messageId: last })
      await from.next('ACK')
    }
    expect((await b.ok(getRoom, { roomId })).unreadCount).toBe(1)
    await pass(2_000)
    for (;;) {
      const [row] = await b.ok(listRooms, {})
      if (row?.lastMessage?.content !== null) continue
      expect(row).toMatchObject({ unreadCount: 1, lastMessage: { content: null } })
      break
    }
  })
})

describe('reactions', () => {
  it('go on and off once each, and come with the message', async () => {
    const { b, roomId, from, to, messageId } = await talk()
    to.send({ type: 'REACTION', roomId, messageId, emoji: '👍', on: true })
    to.send({ type: 'REACTION', roomId, messageId, emoji: '👍', on: true })
    const ack = await to.next('ACK')
    expect(await from.next('REACTION')).toMatchObject({ userId: b.userId, emoji: '👍', on: true, rev: ack.rev })
    expect((await b.ok(listMessages, { roomId }))[0]?.reactions).toEqual([{ emoji: '👍', userIds: [b.userId] }])
    to.send({ type: 'REACTION', roomId, messageId, emoji: '👍', on: false })
    expect(await from.next('REACTION')).toMatchObject({ on: false })
    expect((await b.ok(listMessages, { roomId }))[0]?.reactions).toBeUndefined()
  })

  it('are one emoji each, of at most twelve kinds', async () => {
    const { roomId, to, messageId } = await talk()
    for (const emoji of ['ok', '👍👍', '', 'ㅋ', '<b>']) {
      to.send({ type: 'REACTION', roomId, messageId, emoji, on: true })
      expect(await to.next('ERROR')).toMatchObject({ code: 'VALIDATION_ERROR' })
    }
    for (const emoji of ['👍', '👎', '😀', '😂', '😍', '😢', '🙏', '🎉', '🔥', '👏', '👨‍👩‍👧‍👦', '🇰🇷']) {
      to.send({ type: 'REACTION', roomId, messageId, emoji, on: true })
      await to.next('ACK')
    }
    to.send({ type: 'REACTION', roomId, messageId, emoji: '💡', on: true })
    expect(await to.next('ERROR')).toMatchObject({ code: 'VALIDATION_ERROR' })
  })
})

describe('a correction', () => {
  it('is a message about a sentence of the room; a word is one too', async () => {
    const { a, roomId, from, to, messageId } = await talk()
    const content = { messageId, corrected: 'I am looking forward to seeing you.', why: 'After “look forward to” comes -ing.' }
    to.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: 'fix', type: 'correction', content } })
    const { messageId: fixId } = await to.next('ACK')
    expect(await from.next('MESSAGE')).toMatchObject({ messages: [{ type: 'correction', content }] })
    to.send({ type: 'EDIT_MESSAGE', roomId, messageId: fixId, content: { ...content, messageId: fixId } })
    expect(await to.next('ERROR')).toMatchObject({ code: 'VALIDATION_ERROR' })
    to.send({ type: 'EDIT_MESSAGE', roomId, messageId: fixId, content: { ...content, why: '-ing' } })
    expect(await from.next('MESSAGE_EDITED')).toMatchObject({ content: { why: '-ing' } })
    to.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: 'word', type: 'word', content: { term: 'look forward to', meaning: '기대하다' } } })
    expect(await from.next('MESSAGE')).toMatchObject({ messages: [{ type: 'word', content: { term: 'look forward to' } }] })
    to.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: 'nowhere', type: 'correction', content: { messageId: 'msg_000000000000', corrected: 'x' } } })
    expect(await to.next('ERROR')).toMatchObject({ code: 'VALIDATION_ERROR', clientId: 'nowhere' })
    await pass(2_000)
    for (;;) {
      const [row] = await a.ok(listRooms, {})
      if (row?.lastMessage?.type !== 'word') continue
      expect(row.lastMessage.content).toBe('look forward to · 기대하다')
      break
    }
  })
})

describe('whoever was away', () => {
  it('hears of what changed in the messages they have, once each and as it stands now', async () => {
    const { b, roomId, from, to, messageId } = await talk()
    const gone = await say(from, roomId, 'soon gone')
    await to.next('MESSAGE')
    to.send({ type: 'SUBSCRIBE', roomId, lastSeq: 2, lastRev: 0 })
    const { lastRev } = await to.next('SUBSCRIBED')
    to.drop()
    for (const content of ['first try', 'second try']) from.send({ type: 'EDIT_MESSAGE', roomId, messageId, content })
    for (const on of [true, false, true]) from.send({ type: 'REACTION', roomId, messageId, emoji: '🎉', on })
    from.send({ type: 'REACTION', roomId, messageId: gone, emoji: '🎉', on: true })
    from.send({ type: 'DELETE_MESSAGE', roomId, messageId: gone })
    await from.until(() => from.frames.filter((frame) => frame.type === 'ACK').length === 7)
    const later = await say(from, roomId, 'new')
    from.send({ type: 'EDIT_MESSAGE', roomId, messageId: later, content: 'newer' })
    await from.next('ACK', ({ messageId: id }) => id === later)
    const back = await device(b)
    back.send({ type: 'SUBSCRIBE', roomId, lastSeq: 2, lastRev })
    const subscribed = await back.next('SUBSCRIBED')
    await back.settle()
    const changes = back.frames.filter(({ type }) => ['MESSAGE_EDITED', 'MESSAGE_DELETED', 'REACTION'].includes(type))
    expect(changes).toMatchObject([
      { type: 'MESSAGE_EDITED', messageId, content: 'second try' },
      { type: 'REACTION', messageId, emoji: '🎉', on: true },
      { type: 'MESSAGE_DELETED', messageId: gone },
    ])
    expect(await back.next('MESSAGE')).toMatchObject({ messages: [{ messageId: later, content: 'newer' }] })
    expect(subscribed.lastRev).toBeGreaterThan(lastRev)
    back.send({ type: 'SUBSCRIBE', roomId, lastSeq: 3, lastRev: subscribed.lastRev })
    await back.next('SUBSCRIBED')
    await back.settle()
    expect(back.frames.filter(({ type }) => type === 'MESSAGE_EDITED')).toHaveLength(1)
  })

  it('hears nothing across a block, and may still take back', async () => {
    const { a, b, roomId, from, to, messageId } = await talk()
    const mine = await say(to, roomId, 'mine')
    await b.ok(blockUser, { userId: a.userId })
    await to.until(() => true)
    for (;;) if (!(await b.ok(getRoom, { roomId })).canSend) break
    from.send({ type: 'EDIT_MESSAGE', roomId, messageId, content: 'after the block' })
    expect(await from.next('ERROR')).toMatchObject({ code: 'USER_002' })
    from.send({ type: 'REACTION', roomId, messageId: mine, emoji: '👎', on: true })
    expect(await from.next('ERROR')).toMatchObject({ code: 'USER_002' })
    from.send({ type: 'DELETE_MESSAGE', roomId, messageId })
    await from.next('ACK')
    await to.settle()
    expect(to.frames.filter(({ type }) => type === 'MESSAGE_DELETED')).toEqual([])
  })
})
