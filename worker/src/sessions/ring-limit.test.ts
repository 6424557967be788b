import { expect, it } from 'vitest'
import { acceptMatch, requestMatch } from '@studymate/contract/matching'
import { createSession } from '@studymate/contract/sessions'
import { learner } from '@studymate/host/testing/actors'
import { device } from '@studymate/host/testing/live-client'

it('rings no more often by frames than by calls', async () => {
  const a = await learner({ displayName: 'Minah', speaks: 'ko', learns: 'en' })
  const b = await learner({ displayName: 'Jonas', speaks: 'en', learns: 'ko' })
  const { requestId } = await a.ok(requestMatch, { targetUserId: b.userId })
  await b.ok(acceptMatch, { requestId: requestId ?? '' })
  const { sessionId } = await a.ok(createSession, { partnerId: b.userId, type: 'video' })
  const [caller, phone] = [await device(a), await device(b)]
  for (let n = 0; n < 40; n++) caller.send({ type: 'RING', sessionId })
  await phone.next('RING')
  const refused = await caller.next('ERROR', ({ code }) => code === 'RATE_LIMITED')
  expect(refused.retryAfter).toBeGreaterThanOrEqual(1)
  caller.close()
  phone.close()
})
