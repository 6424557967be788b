import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { Figure } from './figure.ts'
import { round } from './figure.ts'
import { quantile } from './numbers.ts'

const FILE = join(import.meta.dirname, '../results/call.json')
/** What a run in two browsers leaves: milliseconds from joining to the first remote frame, one a call. */
const Calls = z.object({ joinToFirstFrameMs: z.array(z.number().min(0)).min(1) })

/** From joining a call to the partner's first frame, as a run in two browsers left it; not measured where it left nothing. */
export function callFigure(): Figure {
  const name = 'Joining a call to the first remote frame, p95'
  if (!existsSync(FILE)) return { name, measured: 'no run in two browsers left its times', bare: null, value: null, unit: 's', limit: 2 }
  const { joinToFirstFrameMs: times } = Calls.parse(JSON.parse(readFileSync(FILE, 'utf8')))
  const value = quantile(times, 0.95) / 1_000
  return { name, measured: `${round(value)} s of ${times.length} calls (p50 ${round(quantile(times, 0.5) / 1_000)} s)`, bare: null, value, unit: 's', limit: 2 }
}
