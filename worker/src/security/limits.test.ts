import { describe, expect, it } from 'vitest'
import * as auth from '@studymate/contract/auth'
import { Actor, fresh, people, person } from '@studymate/host/testing/actors'

const password = 'Quiet-River-42'

/** Calls that come from one address, as those of a school do. */
function from(address: string): Actor {
  const actor = new Actor()
  actor.axios.defaults.headers['x-forwarded-for'] = address
  return actor
}

describe('the limits of signing in', () => {
  it('let a class of thirty in at once from one address, a few of whom mistype', async () => {
    const pupils = await people(30)
    const school = `203.0.113.${fresh() % 250}`
    const replies = await Promise.all(
      pupils.map(async ({ email }, n) => {
        const actor = from(school)
        if (n % 5 === 0) await actor.call(auth.login, { email, password: 'Wrong-Pass-1' })
        return actor.call(auth.login, { email, password })
      }),
    )
    expect(replies.map(({ code }) => code)).toEqual(pupils.map(() => 'OK'))
  })

  it('count an account and a network: who guesses from one locks nobody out elsewhere, and moving inside a /64 gains nothing', async () => {
    const victim = await person()
    const network = `2001:db8:${(fresh() % 65_536).toString(16)}:1`
    const codes: string[] = []
    for (let n = 0; n < 12; n++) codes.push((await from(`${network}::${n + 1}`).call(auth.login, { email: victim.email, password: `Wrong-Pass-${n}` })).code)
    expect(codes).toEqual([...Array.from({ length: 10 }, () => 'INVALID_CREDENTIALS'), 'RATE_LIMITED', 'RATE_LIMITED'])
    expect((await from(`${network.slice(0, -1)}2::1`).call(auth.login, { email: victim.email, password })).code).toBe('OK')
    const neighbour = await person()
    expect((await from(`${network}::1`).call(auth.login, { email: neighbour.email, password })).code).toBe('OK')
  })

  it('forget the wrong ones at a right one', async () => {
    const someone = await person()
    const home = new Actor()
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 9; n++) expect((await home.call(auth.login, { email: someone.email, password: 'Wrong-Pass-1' })).code).toBe('INVALID_CREDENTIALS')
      expect((await home.call(auth.login, { email: someone.email, password })).code).toBe('OK')
    }
  })

  it('are the same for an address that nobody has', async () => {
    const email = `ghost${fresh()}@study.example`
    const visitor = new Actor()
    const codes: string[] = []
    for (let n = 0; n < 11; n++) codes.push((await visitor.call(auth.login, { email, password: 'Wrong-Pass-1' })).code)
    expect(codes).toEqual([...Array.from({ length: 10 }, () => 'INVALID_CREDENTIALS'), 'RATE_LIMITED'])
  })
})
