import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refresh, verifyEmail } from '@studymate/contract/auth'
import { acceptMatch, requestMatch, withdrawMatch } from '@studymate/contract/matching'
import { listNotifications } from '@studymate/contract/notifications'
import { saveNotificationSettings } from '@studymate/contract/settings'
import type { Host } from '@studymate/host/host'
import { learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { device } from '@studymate/host/testing/live-client'
import { linkTokens, textOf } from '@studymate/host/testing/mails'
import { openTestHost } from '@studymate/host/testing/test-host'

const HOUR = 3_600_000
let host: Host

beforeAll(async () => {
  host = await openTestHost()
})
afterAll(() => host.close())

/** Sets the clock to an hour in Seoul of the day after today, or of a later one; those who stay sign in anew. */
async function seoul(hour: number, day: number, ...stay: Person[]): Promise<void> {
  const today = Math.floor((Date.now() + 9 * HOUR) / (24 * HOUR)) * 24 * HOUR - 9 * HOUR
  await host.moveClock(today + (day * 24 + hour) * HOUR - Date.now())
  for (const person of stay) {
    person.tokens = await person.ok(refresh, { refreshToken: person.tokens.refreshToken })
    person.token = person.tokens.accessToken
  }
}

async function verified(facts: Parameters<typeof learner>[0]): Promise<Person> {
  const someone = await learner(facts, host.url)
  const [token = ''] = await linkTokens(host.mails, someone.email, 'verify')
  await someone.ok(verifyEmail, { token })
  return someone
}

const noticesTo = (of: Person) => host.mails.filter(({ eml }) => eml.includes(`To: ${of.email}\r\n`) && !textOf(eml).includes('/verify?'))
const lines = async (of: Person) => (await of.ok(listNotifications, {})).map(({ type }) => type)

describe('the night of a minor', () => {
  it('keeps the bell silent and the mail until seven; that of an adult does not', async () => {
    await seoul(23, 1)
    const [minor, adult] = await Promise.all([
      verified({ speaks: 'ko', learns: 'en', birthYear: 2010, locale: 'ko' }),
      verified({ speaks: 'ko', learns: 'en', locale: 'ko' }),
    ])
    const [peer, peer2, grown] = await Promise.all([
      learner({ speaks: 'en', learns: 'ko', birthYear: 2010, displayName: 'Peer' }, host.url),
      learner({ speaks: 'en', learns: 'ko', birthYear: 2010 }, host.url),
      learner({ speaks: 'en', learns: 'ko', displayName: 'Grown' }, host.url),
    ])
    const [minorsPhone, adultsPhone] = [await device(minor), await device(adult)]
    await peer.ok(requestMatch, { targetUserId: minor.userId })
    const taken = await peer2.ok(requestMatch, { targetUserId: minor.userId })
    await grown.ok(requestMatch, { targetUserId: adult.userId })
    await adultsPhone.next('NOTIFICATION')
    await expect.poll(() => noticesTo(adult).length, { timeout: 15_000 }).toBe(1)
    await expect.poll(() => lines(minor), { timeout: 15_000 }).toEqual(['match.request', 'match.request'])
    await minorsPhone.settle()
    expect(minorsPhone.frames.filter(({ type }) => type === 'NOTIFICATION')).toEqual([])
    expect(noticesTo(minor)).toEqual([])
    if (taken.status === 'open') await peer2.ok(withdrawMatch, { requestId: taken.requestId })

    // Still night for whoever comes by: nothing goes out before its time.
    await seoul(30, 1)
    await host.tick('* * * * *')
    await seoul(31.1, 1, minor, peer)
    await host.tick('* * * * *')
    await expect.poll(() => noticesTo(minor).length, { timeout: 15_000 }).toBe(1)
    expect(textOf(noticesTo(minor)[0]?.eml ?? '')).toContain('Peer이(가) 인사를 보냈어요.')

    // By day it rings at once.
    const byDay = await device(minor)
    const another = await learner({ speaks: 'en', learns: 'ko', birthYear: 2010 }, host.url)
    await another.ok(requestMatch, { targetUserId: minor.userId })
    await byDay.next('NOTIFICATION')
    for (const client of [minorsPhone, adultsPhone, byDay]) client.close()
  })

  it('is asked again in the morning what it may be told', async () => {
    await seoul(23, 3)
    const minor = await verified({ speaks: 'ko', learns: 'en', birthYear: 2010, locale: 'ko' })
    const peer = await learner({ speaks: 'en', learns: 'ko', birthYear: 2010 }, host.url)
    await peer.ok(requestMatch, { targetUserId: minor.userId })
    await expect.poll(() => lines(minor), { timeout: 15_000 }).toEqual(['match.request'])
    await minor.ok(saveNotificationSettings, { emailEnabled: false })
    await seoul(31.1, 3, minor)
    await host.tick('* * * * *')
    const witness = await verified({ speaks: 'ko', learns: 'en' })
    await (await learner({ speaks: 'en', learns: 'ko' }, host.url)).ok(requestMatch, { targetUserId: witness.userId })
    await expect.poll(() => noticesTo(witness).length, { timeout: 15_000 }).toBe(1)
    expect(noticesTo(minor)).toEqual([])
    const [open] = (await minor.ok(listNotifications, {})).flatMap((line) => (line.type === 'match.request' ? [line.data.requestId] : []))
    if (open) expect((await minor.call(acceptMatch, { requestId: open })).code).toBe('OK')
  })
})

/** Does what is due in a room: its alarm follows the platform's clock, not the moved one. */
async function wakeRoom(roomId: string): Promise<void> {
  const namespace = await host.miniflare.getDurableObjectNamespace('ROOM', 'studymate')
  const stub: unknown = namespace.get(namespace.idFromName(roomId))
  await (stub as { wake(): Promise<void> }).wake()
}

describe('messages that stay unread', () => {
  it('ring no bell where they are switched off; messages come all the same', async () => {
    await seoul(12, 5)
    const [a, b] = [await learner({ speaks: 'ko', learns: 'en' }, host.url), await learner({ speaks: 'en', learns: 'ko' }, host.url)]
    const { requestId } = await a.ok(requestMatch, { targetUserId: b.userId })
    const { roomId } = await b.ok(acceptMatch, { requestId })
    const [from, to] = [await device(a), await device(b)]
    const say = async (content: string) => {
      from.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: `say-${content}`, type: 'text', content } })
      await to.next('MESSAGE')
    }
    await b.ok(saveNotificationSettings, { chatMessages: false })
    await say('quiet')
    await seoul(12.1, 5)
    await wakeRoom(roomId)
    expect((await lines(b)).filter((type) => type === 'chat.messages')).toEqual([])
    await b.ok(saveNotificationSettings, { chatMessages: true })
    await say('loud')
    await seoul(12.2, 5)
    await wakeRoom(roomId)
    await to.next('NOTIFICATION', ({ notification }) => notification.type === 'chat.messages')
    for (const client of [from, to]) client.close()
  })
})
