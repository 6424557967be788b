import { beforeAll, describe, expect, inject, it } from 'vitest'
import { ENDPOINTS } from '@studymate/contract/endpoints'
import { learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { linkTokens, linksTo, readMails } from '@studymate/host/testing/mails'
import type { Operation } from '@studymate/host/testing/operations/operation'
import { CANARY, openStage } from '@studymate/host/testing/operations/stage'
import type { Stage } from '@studymate/host/testing/operations/stage'
import { OPERATIONS } from '@studymate/host/testing/operations/table'

// One valid call of each operation, and what a hostile visitor makes of it.

let stage: Stage
let stranger: Person
let turn = 0

beforeAll(async () => {
  stage = await openStage({
    url: inject('hostUrl'),
    mailed: async (email, page) => {
      const known = linksTo(await readMails(inject('mailUrl')), email, page).at(-1)
      return known ?? (await linkTokens(inject('mailUrl'), email, page))[0] ?? ''
    },
  })
  stranger = await learner({ displayName: 'Stage Stranger', speaks: 'en', learns: 'ko' })
}, 60_000)

const named = (of: readonly Operation[]) => of.map((one) => [one.of.id, one] as const)
const withBody = OPERATIONS.filter(({ of }) => of.method !== 'GET' && of.method !== 'DELETE')

/** Every string in a value, with the path to it. */
function strings(value: unknown, path: readonly string[] = []): { path: readonly string[]; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }]
  if (typeof value !== 'object' || value === null || value instanceof Blob) return []
  return Object.entries(value).flatMap(([key, inner]) => strings(inner, [...path, key]))
}

/** A copy of a value with something else at one path. */
function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by
  if (Array.isArray(value)) return value.map((inner: unknown, index) => (String(index) === key ? replaced(inner, rest, by) : inner))
  return typeof value === 'object' && value !== null ? { ...value, [key]: replaced(Reflect.get(value, key), rest, by) } : value
}

const IS_ID = /^((user|room|mreq|match|msg|sess|noti|login|report|slot|upl)_\w+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]+)$/

it('are all in the table, once', () => {
  expect(OPERATIONS.map(({ of }) => of.id).toSorted()).toEqual(ENDPOINTS.map(({ id }) => id).toSorted())
})

describe('a valid call', () => {
  it.each(named(OPERATIONS))('%s works, and tells nothing of others that they did not tell', async (_, { of, make, without }) => {
    const { by, input } = await make(stage, (turn += 1))
    const reply = await by.call(of, input)
    expect([reply.code, reply.details]).toEqual(without ? [without.code, expect.anything()] : ['OK', {}])
    const told = JSON.stringify(reply.envelope)
    const { me, partner, companion, third, fourth } = stage
    for (const person of [me, partner, companion, third, fourth]) if (person !== by && of.auth !== 'none') expect(told).not.toContain(person.email)
    expect(told).not.toMatch(/scrypt\$|password_hash|passwordHash|[0-9a-f]{64}/)
    if (of.auth === 'none') expect(told).not.toContain(CANARY)
  })

  it.each(named(withBody))('%s takes no field that it does not name, and no text that is none, wherever text stands in it', async (_, { of, make }) => {
    const { by, input } = await make(stage, (turn += 1))
    const more = Object.entries({ role: 'ADMIN', points: 5000, verified: true, userId: stage.partner.userId, constructor: { prototype: { role: 'ADMIN' } } })
    await Promise.all(
      more
        .filter(([field]) => !(field in of.input.shape))
        .map(async ([field, value]) => {
          const reply = await by.call(of, { ...input, [field]: value })
          expect([field, reply.code, JSON.stringify(reply.details)]).toEqual([field, 'VALIDATION_ERROR', expect.stringContaining(field)])
        }),
    )
    if (of.body === 'multipart') return
    const places = strings(input).filter(({ path }) => !of.path.includes(`{${path[0]}}`))
    await Promise.all(
      places.flatMap(({ path }) =>
        ['a\u0000b', 'lone \ud800', '\udc00'].map(async (bad) => {
          const reply = await by.call(of, Object(replaced(input, path, bad)))
          expect([path, bad, reply.code === 'OK', reply.status >= 500]).toEqual([path, bad, false, false])
        }),
      ),
    )
  })
})

describe('somebody who is nobody here', () => {
  it('gets into no object of others, and changes none (each operation with an id)', async () => {
    const seen = async (who: Person) => {
      const asked = await Promise.all(
        OPERATIONS.map(async ({ of, make }) => {
          // The bell rings by itself for what stays unread.
          if (of.method !== 'GET' || of.auth !== 'member' || of.id === 'listNotifications') return []
          const { by, input } = await make(stage, 0)
          if (by !== stage.me || (who !== by && strings(input).length > 0)) return []
          const { envelope } = await who.call(of, input)
          // What runs with the clock, or is signed anew each time.
          return [[of.id, JSON.parse(JSON.stringify(envelope, (key, value: unknown) => (/^(url|expiresAt|lastActive)/.test(key) ? null : value)))]]
        }),
      )
      return Object.fromEntries(asked.flat())
    }
    const calls = []
    for (const one of OPERATIONS) if (one.of.auth !== 'none' && one.strangers === 'refused') calls.push({ ...one, ...(await one.make(stage, (turn += 1))) })
    const both = async () => [await seen(stage.me), await seen(stage.partner)]
    // What making ready has set off arrives by events, and a bell five seconds after words that stay unread: wait until nothing has moved for longer.
    let before = await both()
    let changedAt = Date.now()
    await expect
      .poll(
        async () => {
          const earlier = before
          before = await both()
          if (JSON.stringify(before) !== JSON.stringify(earlier)) changedAt = Date.now()
          return Date.now() - changedAt > 7_000
        },
        { timeout: 90_000, interval: 1_000 },
      )
      .toBe(true)
    const tried: string[] = []
    for (const { of, by, input } of calls) {
      const ids = strings(input).filter(({ text }) => IS_ID.test(text))
      if (ids.length === 0 || by === stranger) continue
      const reply = await stranger.call(of, input)
      tried.push(of.id)
      // A person is no secret, so to want something of a stranger is told apart: MATCH_001.
      expect([of.id, reply.code === 'MATCH_001' || [403, 404].includes(reply.status), reply.code]).toEqual([of.id, true, expect.any(String)])
      expect(JSON.stringify(reply.details)).not.toContain(CANARY)
    }
    expect(tried.length).toBeGreaterThan(15)
    expect(await both()).toEqual(before)
  }, 120_000)
})
