import { acceptMatch, requestMatch } from '@studymate/contract/matching'
import { createTicket } from '@studymate/contract/system'
import type { Figure } from './figure.ts'
import { ms, round } from './figure.ts'
import type { JobResult, Line } from './load.ts'
import { inTurn, quantile } from './numbers.ts'
import type { Sides } from './sides.ts'

const ROUNDS = 6
/** Messages of a round. All of a run stay within the 300 that one person may send at once. */
const COUNT = 40

/** A message from one person to another: until its ACK, and until the partner has it; beside an object that inserts a row. */
export async function chatFigures({ host, bare, load, readers }: Sides): Promise<Figure[]> {
  const [a, b] = readers
  if (!a || !b) throw new Error('two people are needed')
  const { requestId } = await a.ok(requestMatch, { targetUserId: b.userId })
  const { roomId } = await b.ok(acceptMatch, { requestId })
  const line = async (name: string, of: typeof a): Promise<Line> => {
    const { ticket } = await of.ok(createTicket, {})
    return { name, url: `${host.url.replace('http', 'ws')}/ws?ticket=${encodeURIComponent(ticket)}`, headers: { 'x-forwarded-for': of.address } }
  }
  const frame = JSON.stringify({ type: 'SEND_MESSAGE', roomId, message: { clientId: 'bench-%', type: 'text', content: 'What did you cook this weekend? %' } })
  const ours = { from: await line('a', a), to: await line('b', b) }
  const bareUrl = `${bare.url.replace('http', 'ws')}/ws`
  const theirs = { from: { name: 'bare a', url: bareUrl, headers: {} }, to: { name: 'bare b', url: bareUrl, headers: {} } }
  const rounds = await inTurn(ROUNDS, {
    bare: (n) => load.run({ kind: 'talk', ...theirs, frame, startAt: n * COUNT, count: COUNT }),
    ours: (n) => load.run({ kind: 'talk', ...ours, frame, startAt: n * COUNT, count: COUNT }),
  })
  const figure = (name: string, which: keyof JobResult, share: number): Figure => {
    const [mine, plain] = [rounds.ours, rounds.bare].map((results) =>
      quantile(
        results.flatMap((result) => result[which]),
        share,
      ),
    )
    const value = (mine ?? Number.NaN) / (plain ?? Number.NaN)
    return {
      name,
      measured: `${ms(mine ?? Number.NaN)}, ${round(value)} ×`,
      bare: `object with one insert ${ms(plain ?? Number.NaN)}`,
      value,
      unit: '×',
      limit: null,
    }
  }
  return [
    figure('Message to its ACK, p50', 'first', 0.5),
    figure('Message to its ACK, p99', 'first', 0.99),
    figure('Message to the partner, p50', 'second', 0.5),
    figure('Message to the partner, p99', 'second', 0.99),
  ]
}
