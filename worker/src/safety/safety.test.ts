import { describe, expect, it } from 'vitest'
import { listMessages } from '@studymate/contract/chat'
import * as matching from '@studymate/contract/matching'
import { listNotifications } from '@studymate/contract/notifications'
import * as safety from '@studymate/contract/safety'
import { MessageId, RequestId, UserId } from '@studymate/contract/values'
import type { LanguageCode } from '@studymate/contract/values'
import { Actor, learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'

// Pairs that no test of matching brings together.
const pairs: readonly (readonly [LanguageCode, LanguageCode])[] = [
  ['ko', 'ca'],
  ['ja', 'sw'],
  ['zh', 'uz'],
  ['en', 'mn'],
  ['es', 'bn'],
  ['fr', 'tl'],
]
let nextPair = 0
async function fitting(): Promise<{ a: Person; b: Person }> {
  const [one, two] = pairs[nextPair++] ?? ['ko', 'ca']
  const [a, b] = await Promise.all([learner({ speaks: one, learns: two }), learner({ speaks: two, learns: one })])
  return { a, b }
}
const nobody = UserId.parse('user_0000000000000000')

describe('a block', () => {
  it('hides each from the other everywhere, and is not told', async () => {
    const { a, b } = await fitting()
    await a.ok(matching.requestMatch, { targetUserId: b.userId, message: 'hi' })
    await expect.poll(async () => (await b.ok(listNotifications, {})).length, { timeout: 10_000 }).toBe(1)
    expect(await b.ok(safety.blockUser, { userId: a.userId })).toEqual({ userId: a.userId, blocked: true })
    expect((await b.call(safety.blockUser, { userId: a.userId })).code).toBe('OK')
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      expect(await from.ok(matching.listMatches, {})).toEqual([])
      expect(await from.ok(matching.filterMatches, {})).toEqual([])
      expect((await from.call(matching.matchProfile, { userId: to.userId })).code).toBe('USER_001')
      expect((await from.call(matching.requestMatch, { targetUserId: to.userId })).code).toBe('MATCH_001')
      for (const direction of ['received', 'sent'] as const) expect(await from.ok(matching.listRequests, { direction })).toEqual([])
      await expect.poll(async () => (await from.ok(listNotifications, {})).length, { timeout: 10_000 }).toBe(0)
    }
    expect((await b.ok(safety.listBlocks, {})).map(({ userId }) => userId)).toEqual([a.userId])
    expect(await a.ok(safety.listBlocks, {})).toEqual([])
  })

  it('lets nobody accept, and stands between partners until it is taken back', async () => {
    const { a, b } = await fitting()
    const { requestId } = await a.ok(matching.requestMatch, { targetUserId: b.userId })
    await a.ok(safety.blockUser, { userId: b.userId })
    expect(['MATCH_001', 'CONFLICT']).toContain((await b.call(matching.acceptMatch, { requestId })).code)
    await a.ok(safety.unblockUser, { userId: b.userId })
    await b.ok(matching.requestMatch, { targetUserId: a.userId }).then(({ requestId: theirs }) => a.ok(matching.acceptMatch, { requestId: theirs }))
    expect(await a.ok(matching.listPartners, {})).toHaveLength(1)
    await b.ok(safety.blockUser, { userId: a.userId })
    expect([await a.ok(matching.listPartners, {}), await b.ok(matching.listPartners, {})]).toEqual([[], []])
    expect((await a.call(matching.matchProfile, { userId: b.userId })).code).toBe('USER_001')
    // The block of the other one is not mine to take back.
    await a.ok(safety.unblockUser, { userId: b.userId })
    expect(await a.ok(matching.listPartners, {})).toEqual([])
    await b.ok(safety.unblockUser, { userId: a.userId })
    expect((await b.call(safety.unblockUser, { userId: a.userId })).code).toBe('OK')
    expect(await a.ok(matching.listPartners, {})).toHaveLength(1)
  })

  it('holds against an acceptance at the same moment: never a partner in spite of it', async () => {
    const { a, b } = await fitting()
    const { requestId } = await a.ok(matching.requestMatch, { targetUserId: b.userId })
    await Promise.all([...Array.from({ length: 10 }, () => b.call(matching.acceptMatch, { requestId })), a.ok(safety.blockUser, { userId: b.userId })])
    expect([await a.ok(matching.listPartners, {}), await b.ok(matching.listPartners, {})]).toEqual([[], []])
    expect((await b.call(matching.acceptMatch, { requestId })).code).not.toBe('INTERNAL')
  })

  it('is of somebody else who exists, by somebody signed in', async () => {
    const { a } = await fitting()
    expect((await a.call(safety.blockUser, { userId: nobody })).code).toBe('USER_001')
    expect((await a.call(safety.blockUser, { userId: a.userId })).code).toBe('VALIDATION_ERROR')
    expect((await a.call(safety.unblockUser, { userId: nobody })).code).toBe('OK')
    for (const operation of [safety.blockUser, safety.unblockUser] as const)
      expect((await new Actor().call(operation, { userId: a.userId })).code).toBe('AUTH_001')
  })
})

describe('a report', () => {
  const about = { reason: 'HARASSMENT', details: '무서워요' } as const

  it('keeps a person, a request and a message of a room, once while it waits', async () => {
    const { a, b } = await fitting()
    const person = { targetType: 'user', targetId: b.userId, ...about } as const
    const first = await a.call(safety.report, person)
    expect(first.status).toBe(201)
    const again = await Promise.all(Array.from({ length: 30 }, () => a.call(safety.report, person)))
    expect(new Set(again.map(({ data }) => data?.reportId))).toEqual(new Set([first.data?.reportId]))
    const { requestId } = await a.ok(matching.requestMatch, { targetUserId: b.userId, message: 'hi' })
    expect((await b.ok(safety.report, { targetType: 'request', targetId: requestId, ...about })).reportId).not.toBe(first.data?.reportId)
    const { roomId } = await b.ok(matching.acceptMatch, { requestId })
    const [hello] = await b.ok(listMessages, { roomId })
    const targetId = MessageId.parse(hello?.messageId)
    expect((await a.call(safety.report, { targetType: 'message', targetId, roomId, ...about })).code).toBe('VALIDATION_ERROR')
    expect((await b.call(safety.report, { targetType: 'message', targetId: MessageId.parse('msg_00000000'), roomId, ...about })).code).toBe('NOT_FOUND')
    expect((await b.call(safety.report, { targetType: 'message', targetId, roomId, ...about })).code).toBe('OK')
    const stranger = await learner({ speaks: 'ko', learns: 'en' })
    expect((await stranger.call(safety.report, { targetType: 'request', targetId: requestId, ...about })).code).toBe('NOT_FOUND')
    expect((await stranger.call(safety.report, { targetType: 'message', targetId, roomId, ...about })).code).toBe('NOT_FOUND')
    // Whoever has been blocked can still be reported, and reporting blocks nobody by itself.
    await b.ok(safety.blockUser, { userId: a.userId })
    expect((await b.call(safety.report, { targetType: 'user', targetId: a.userId, ...about })).code).toBe('OK')
  })

  it('says what is wrong with it', async () => {
    const someone = await learner({ speaks: 'ko', learns: 'en' })
    const code = async (input: Parameters<typeof someone.call<typeof safety.report>>[1]) => (await someone.call(safety.report, input)).code
    expect(await code({ targetType: 'user', targetId: nobody, ...about })).toBe('NOT_FOUND')
    expect(await code({ targetType: 'user', targetId: someone.userId, ...about })).toBe('VALIDATION_ERROR')
    expect(await code({ targetType: 'user', targetId: RequestId.parse('mreq_00000000'), ...about })).toBe('VALIDATION_ERROR')
    expect(await code({ targetType: 'message', targetId: MessageId.parse('msg_00000000'), ...about })).toBe('VALIDATION_ERROR')
    expect(await code({ targetType: 'request', targetId: RequestId.parse('mreq_00000000'), reason: 'OTHER', details: 'x'.repeat(1001) })).toBe(
      'VALIDATION_ERROR',
    )
    expect((await new Actor().call(safety.report, { targetType: 'user', targetId: someone.userId, ...about })).code).toBe('AUTH_001')
  })
})
