import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as auth from '@studymate/contract/auth'
import { requestOf } from '@studymate/contract/client'
import { getProfile } from '@studymate/contract/user'
import { Actor } from '@studymate/host/testing/actors'
import { linksTo } from '@studymate/host/testing/mails'
import type { LinkPage, StoredMail } from '@studymate/host/testing/mails'
import type { Operation } from '@studymate/host/testing/operations/operation'
import { openStage } from '@studymate/host/testing/operations/stage'
import type { Stage } from '@studymate/host/testing/operations/stage'
import { OPERATIONS } from '@studymate/host/testing/operations/table'
import { HASH_COST, hashPassword, verifyPassword } from '@studymate/worker/edge/scrypt'
import type { Figure, WalkRow } from './figure.ts'
import { ms, round } from './figure.ts'
import { inTurn, median, quantile } from './numbers.ts'
import type { Sides } from './sides.ts'

/** So many that p95 is not the slowest. */
const ROUNDS = 24
const COSTLY_ROUNDS = 3
const COMMON_ROUNDS = 12
/** Operations that are told one by one. */
const WORST = 10
/** Milliseconds within which the guide wants an answer. */
const LIMIT = 200

/** Reads the mails of a host with a folder, each file once. */
function mailReader(outbox: string): (email: string, page: LinkPage) => Promise<string> {
  const known = new Map<string, StoredMail>()
  return async (email, page) => {
    for (let n = 0; n < 400; n++) {
      for (const id of readdirSync(outbox).filter((name) => name.endsWith('.eml') && !known.has(name)))
        known.set(id, { id, eml: readFileSync(join(outbox, id), 'utf8') })
      const token = linksTo([...known.values()], email, page).at(-1)
      if (token !== undefined) return token
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    throw new Error(`${email} was mailed no link to ${page}`)
  }
}

/** Makes ready and times one call; a text where it was not answered as it should be. */
async function timed({ of, make, without }: Operation, stage: Stage, n: number): Promise<number | string> {
  try {
    const { by, input } = await make(stage, n)
    const since = performance.now()
    const { code } = await by.call(of, input)
    const took = performance.now() - since
    return code === 'OK' || code === without?.code ? took : code
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Calls everything, round after round; the first warms up and is left out. */
async function walk(stage: Stage): Promise<WalkRow[]> {
  const taken = OPERATIONS.map((operation) => ({ operation, times: [] as number[], failed: '' }))
  for (let n = 0; n <= ROUNDS; n++) {
    for (const one of taken) {
      if (one.failed !== '' || (one.operation.isCostly && n > COSTLY_ROUNDS)) continue
      const took = await timed(one.operation, stage, n)
      if (typeof took === 'string') one.failed = took
      else if (n > 0) one.times.push(took)
    }
  }
  return taken.map(({ operation: { of, without }, times, failed }) => ({
    operation: of.id,
    calls: times.length,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    p99: quantile(times, 0.99),
    note: failed === '' ? (without && of.id !== 'getInstallation' ? `without ${without.what}` : '') : `ended by ${failed}`,
  }))
}

function told(row: WalkRow): Figure {
  return {
    name: `\`${row.operation}\`, p95`,
    measured: `${ms(row.p95)} of ${row.calls} calls (p50 ${ms(row.p50)}, p99 ${ms(row.p99)})`,
    bare: null,
    value: row.calls === 0 ? null : row.p95,
    unit: 'ms',
    limit: LIMIT,
  }
}

/** New tokens, a sign-in and the profile, each beside one bare query; of the sign-in, what the hash alone takes in this process, which is the host. */
async function commonFigures({ host, bare, load, readers, members, strangers }: Sides): Promise<Figure[]> {
  const [reader] = readers
  if (!reader) throw new Error('nobody signs in')
  const { email, password, address } = reader
  const stored = await hashPassword(password, HASH_COST)
  const from = [{ 'x-forwarded-for': address }]
  const one = async (of: Parameters<typeof requestOf>[0], body: object | null, callers: typeof members): Promise<number> => {
    const { first } = await load.run({
      kind: 'calls',
      url: host.url + (requestOf(of, {}).url ?? ''),
      callers,
      count: body === null ? 20 : 1,
      body: body === null ? null : JSON.stringify(body),
      beside: [],
    })
    return median(first)
  }
  const rounds = await inTurn(COMMON_ROUNDS, {
    query: async () => median((await load.run({ kind: 'calls', url: `${bare.url}/query`, callers: strangers, count: 20, beside: [] })).first),
    profile: () => one(getProfile, null, members),
    login: () => one(auth.login, { email, password }, from),
    hash: async () => {
      const since = performance.now()
      await verifyPassword(password, stored, HASH_COST)
      return performance.now() - since
    },
    refresh: async () => {
      const admission = await new Actor(host.url).ok(auth.login, { email, password })
      if (!('refreshToken' in admission)) throw new Error('a reader has a second factor')
      return one(auth.refresh, { refreshToken: admission.refreshToken }, from)
    },
  })
  const share = median(rounds.login.map((took, n) => (rounds.hash[n] ?? Number.NaN) / took))
  const figure = (name: string, times: readonly number[], more = ''): Figure => ({
    name: `${name}, p50`,
    measured: `${ms(median(times))}, ${round(median(times.map((took, n) => took / (rounds.query[n] ?? Number.NaN))))} ×${more}`,
    bare: `one query ${ms(median(rounds.query))}`,
    value: median(times),
    unit: 'ms',
    limit: LIMIT,
  })
  return [
    figure('New tokens (`refresh`)', rounds.refresh),
    figure('Sign-in (`login`)', rounds.login, ` (the hash alone ${ms(median(rounds.hash))}, ${(share * 100).toFixed(0)} %)`),
    figure('Own profile (`getProfile`)', rounds.profile),
  ]
}

/** Every operation by its valid call: the worst ten one by one, and how many keep within the guide's time. */
export async function walkFigures(sides: Sides): Promise<Figure[]> {
  const { host, dataDir } = sides
  const stage = await openStage({ url: host.url, mailed: mailReader(join(dataDir, 'outbox')) })
  const db = await host.miniflare.getD1Database('DB', 'studymate')
  await db.prepare(`UPDATE users SET role = 'ADMIN' WHERE id = ?1`).bind(stage.fourth.userId).run()
  const rows = await walk(stage)
  const measured = rows.filter(({ calls }) => calls > 0).toSorted((a, b) => b.p95 - a.p95)
  const ended = rows.filter(({ note }) => note.startsWith('ended'))
  for (const { operation, note } of ended) process.stderr.write(`${operation} ${note}\n`)
  const late = measured.filter(({ p95 }) => p95 > LIMIT).length
  const whole: Figure = {
    name: 'Every operation, the worst p95',
    measured: `${ms(measured[0]?.p95 ?? Number.NaN)}; ${measured.length - late} of ${rows.length} within ${LIMIT} ms${ended.length === 0 ? '' : `, ${ended.length} not walked to the end`}`,
    bare: null,
    value: measured[0]?.p95 ?? null,
    unit: 'ms',
    limit: LIMIT,
    walk: rows,
  }
  return [whole, ...measured.slice(0, WORST).map(told), ...(await commonFigures(sides))]
}
