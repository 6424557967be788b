import { afterAll, beforeAll, expect, it } from 'vitest'
import { login } from '@studymate/contract/auth'
import { listMatches } from '@studymate/contract/matching'
import { saveSchedule } from '@studymate/contract/onboarding'
import { hasHalfHour, decodeWeek } from '@studymate/domain/schedule/week'
import type { Host } from '@studymate/host/host'
import { learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { openTestHost } from '@studymate/host/testing/test-host'

const EVERY_MINUTE = '* * * * *'
let host: Host

beforeAll(async () => {
  host = await openTestHost()
})
afterAll(() => host.close())

/** Free half hours of a Sunday (UTC), from both tables in which they are kept. */
async function sunday(of: Person): Promise<string[]> {
  const db = await host.miniflare.getD1Database('DB')
  const weeks = await db
    .prepare('SELECT free_week FROM profiles WHERE user_id = ?1 UNION ALL SELECT free_week FROM seekers WHERE user_id = ?1')
    .bind(of.userId)
    .all()
  return weeks.results.map((row) => {
    const week = decodeWeek(String(row['free_week']))
    const free = Array.from({ length: 48 }, (_, n) => n).filter((n) => week && hasHalfHour(week, 6 * 48 + n))
    return free.map((n) => `${Math.floor(n / 2)}:${n % 2 ? '30' : '00'}`).join(' ')
  })
}

/** The hours that the list says somebody shares with the other, on their own clock. */
async function shared(of: Person): Promise<string[]> {
  const [card] = await of.ok(listMatches, {})
  return (card?.sharedHours?.slots ?? []).map(({ dayOfWeek, startTime, endTime }) => `${dayOfWeek} ${startTime}-${endTime}`)
}

async function moveTo(moment: string): Promise<void> {
  await host.moveClock(Date.parse(moment) - Date.now())
}

it('keeps what was written for nine in the morning at nine when the clocks change (F41)', async () => {
  await moveTo('2027-01-10T00:00:05Z')
  const slots = [{ dayOfWeek: 'SUNDAY', startTime: '09:00', endTime: '10:00' }] as const
  const ann = await learner({ speaks: 'en', learns: 'ko', timeZone: 'America/New_York', slots: [...slots] }, host.url)
  const sora = await learner({ speaks: 'ko', learns: 'en', timeZone: 'Asia/Seoul', slots: [{ ...slots[0], startTime: '23:00', endTime: '24:00' }] }, host.url)
  await ann.ok(saveSchedule, { timeZone: 'America/New_York', slots: [...slots] })
  expect([await sunday(ann), await sunday(sora)]).toEqual([
    ['14:00 14:30', '14:00 14:30'],
    ['14:00 14:30', '14:00 14:30'],
  ])
  expect([await shared(ann), await shared(sora)]).toEqual([['SUNDAY 09:00-10:00'], ['SUNDAY 23:00-24:00']])
  await moveTo('2027-07-11T00:00:05Z')
  await host.tick(EVERY_MINUTE)
  await host.tick(EVERY_MINUTE)
  expect([await sunday(ann), await sunday(sora)]).toEqual([
    ['13:00 13:30', '13:00 13:30'],
    ['14:00 14:30', '14:00 14:30'],
  ])
  // Half a year later everybody signs in anew.
  for (const one of [ann, sora]) {
    const signedIn = await one.ok(login, { email: one.email, password: one.password })
    one.token = 'accessToken' in signedIn ? signedIn.accessToken : null
  }
  expect([await shared(ann), await shared(sora)]).toEqual([[], []])
})

it('wraps the weekday and tells each one in their own time (F41)', async () => {
  await moveTo('2028-01-10T00:00:05Z')
  const slot = (dayOfWeek: 'MONDAY' | 'SUNDAY', startTime: string, endTime: string) => [{ dayOfWeek, startTime, endTime }]
  const ann = await learner({ speaks: 'fr', learns: 'ja', timeZone: 'America/New_York', slots: slot('SUNDAY', '16:00', '18:00') }, host.url)
  const sora = await learner({ speaks: 'ja', learns: 'fr', timeZone: 'Asia/Seoul', slots: slot('MONDAY', '06:00', '08:00') }, host.url)
  expect([await shared(ann), await shared(sora)]).toEqual([['SUNDAY 16:00-18:00'], ['MONDAY 06:00-08:00']])
})
