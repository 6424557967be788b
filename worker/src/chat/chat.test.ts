import { describe, expect, it } from 'vitest'
import * as chat from '@studymate/contract/chat'
import * as matching from '@studymate/contract/matching'
import type { RoomId } from '@studymate/contract/values'
import { blockUser, unblockUser } from '@studymate/contract/safety'
import { device } from '@studymate/host/testing/live-client'
import { learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'

async function partners(hello?: string): Promise<{ a: Person; b: Person; roomId: RoomId }> {
  const [a, b] = [await learner({ speaks: 'ko', learns: 'en' }), await learner({ speaks: 'en', learns: 'ko' })]
  const { requestId } = await a.ok(matching.requestMatch, { targetUserId: b.userId, ...(hello === undefined ? {} : { message: hello }) })
  const { roomId } = await b.ok(matching.acceptMatch, { requestId })
  return { a, b, roomId }
}

describe('a room of two who accepted each other', () => {
  it('begins with the hello, and is the same for both', async () => {
    const { a, b, roomId } = await partners('같이 연습해요')
    expect(await b.ok(chat.listMessages, { roomId })).toMatchObject([{ seq: 1, senderId: a.userId, content: '같이 연습해요' }])
    expect((await a.ok(chat.createRoom, { participantIds: [b.userId] })).roomId).toBe(roomId)
    expect(await a.ok(chat.getRoom, { roomId })).toMatchObject({ lastSeq: 1, unreadCount: 0, partner: { userId: b.userId, nativeLanguage: 'en' } })
  })

  it('keeps both hellos of crossing requests, in the order sent', async () => {
    const [a, b] = [await learner({ speaks: 'ko', learns: 'en' }), await learner({ speaks: 'en', learns: 'ko' })]
    await a.ok(matching.requestMatch, { targetUserId: b.userId, message: '먼저' })
    await b.ok(matching.requestMatch, { targetUserId: a.userId, message: 'second' })
    const { roomId } = await a.ok(chat.createRoom, { participantIds: [b.userId] })
    expect((await a.ok(chat.listMessages, { roomId })).map(({ content, senderId, seq }) => [seq, senderId, content])).toEqual([
      [2, b.userId, 'second'],
      [1, a.userId, '먼저'],
    ])
  })

  it('is closed to both from the moment one blocks the other, and open again after', async () => {
    const { a, b, roomId } = await partners()
    const [from, to] = [await device(a), await device(b)]
    const say = (clientId: string) => from.send({ type: 'SEND_MESSAGE', roomId, message: { clientId, type: 'text', content: clientId } })
    say('before')
    await to.next('MESSAGE')
    await b.ok(blockUser, { userId: a.userId })
    say('refused')
    expect(await from.next('ERROR')).toMatchObject({ code: 'USER_002', clientId: 'refused' })
    expect(await a.ok(chat.listRooms, {})).toEqual([])
    expect(await b.ok(chat.listRooms, {})).toEqual([])
    await b.ok(unblockUser, { userId: a.userId })
    say('again')
    expect(await to.next('MESSAGE')).toMatchObject({ messages: [{ content: 'again', seq: 2 }] })
    from.drop()
    to.drop()
  })

  it('speaks both languages when it refuses', async () => {
    const { roomId } = await partners()
    const stranger = await learner({ speaks: 'ko', learns: 'en' })
    expect((await stranger.call(chat.getRoom, { roomId }, { 'accept-language': 'ko' })).message).toBe('찾는 대화방이 없어요.')
    expect((await stranger.call(chat.getRoom, { roomId }, { 'accept-language': 'en' })).message).toBe('We could not find that chat room.')
    expect((await stranger.call(chat.createRoom, { participantIds: [] })).code).toBe('VALIDATION_ERROR')
  })
})
