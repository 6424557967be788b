import type { Figure } from './figure.ts'
import { ms, round } from './figure.ts'
import { inTurn, median } from './numbers.ts'
import { CROWD } from './sides.ts'
import type { Sides } from './sides.ts'

const ROUNDS = 8

/** An authenticated read and a list of 20 people, each beside an empty handler and one bare query. */
export async function readFigures({ host, bare, load, members, strangers }: Sides): Promise<Figure[]> {
  const p50 = async (url: string, callers: typeof members, count: number): Promise<number> =>
    median((await load.run({ kind: 'calls', url, callers, count, beside: [] })).first)
  const rounds = await inTurn(ROUNDS, {
    empty: () => p50(`${bare.url}/empty`, strangers, 150),
    query: () => p50(`${bare.url}/query`, strangers, 150),
    me: () => p50(`${host.url}/api/v1/auth/me`, members, 150),
    again: () => p50(`${bare.url}/query`, strangers, 150),
    list: () => p50(`${host.url}/api/v1/matching/list?size=20`, members, 60),
  })
  const query = median([...rounds.query, ...rounds.again])
  const me = median(rounds.me)
  const list = median(rounds.list)
  const beside = `one query ${ms(query)}, empty handler ${ms(median(rounds.empty))}`
  // Round by round: what slows the machine for a while slows both of a pair.
  const times = (ours: readonly number[], theirs: readonly number[]): number => median(ours.map((value, index) => value / (theirs[index] ?? Number.NaN)))
  const meTimes = times(rounds.me, rounds.query)
  const listTimes = times(rounds.list, rounds.again)
  return [
    { name: 'Authenticated read, p50', measured: `${ms(me)}, ${round(meTimes)} ×`, bare: beside, value: meTimes, unit: '×', limit: 1.5 },
    {
      name: `20 matches among ${CROWD.toLocaleString('en')} people, p50`,
      measured: `${ms(list)}, ${round(listTimes)} ×`,
      bare: beside,
      value: listTimes,
      unit: '×',
      limit: 3,
    },
  ]
}

/** What four people who sign in at once cost everybody else. */
export async function signInFigure({ host, load, members, readers }: Sides): Promise<Figure> {
  const url = `${host.url}/api/v1/auth/me`
  const signIns = readers.slice(0, 4).map(({ email, password, address }) => ({
    url: `${host.url}/api/v1/auth/login`,
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify({ email, password }),
  }))
  const rounds = await inTurn(5, {
    quiet: async () => (await load.run({ kind: 'calls', url, callers: members, count: 100, beside: [] })).first,
    busy: async () => (await load.run({ kind: 'calls', url, callers: members, count: 0, beside: signIns })).first,
  })
  const quiet = rounds.quiet.map(median)
  const busy = rounds.busy.map(median)
  const value = median(busy.map((p50, index) => p50 / (quiet[index] ?? Number.NaN)))
  return {
    name: 'Other requests while four people sign in at once, p50',
    measured: `${ms(median(busy))} (quiet ${ms(median(quiet))}), ${round(value)} ×`,
    bare: null,
    value,
    unit: '×',
    limit: 2,
  }
}
