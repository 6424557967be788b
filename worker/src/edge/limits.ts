import type { Limit } from '@studymate/contract/endpoint'

/** The state of a limit after a call: what the `RateLimit-*` headers say. Times in seconds. */
export interface Allowance {
  readonly allowed: boolean
  readonly limit: number
  readonly remaining: number
  readonly resetSeconds: number
  readonly retryAfterSeconds: number
}

const UNIT_MS = { sec: 1_000, min: 60_000, hour: 3_600_000, day: 86_400_000 } as const

const parsed = new Map<Limit, { count: number; windowMs: number }>()

/** Count and length of a limit. There are as many as the contract and the settings name, and each frame asks for one. */
export function parseLimit(limit: Limit): { count: number; windowMs: number } {
  const known = parsed.get(limit)
  if (known) return known
  const read = readLimit(limit)
  parsed.set(limit, read)
  return read
}

function readLimit(limit: Limit): { count: number; windowMs: number } {
  const [count, unit] = limit.split('/')
  const windowMs = Object.entries(UNIT_MS).find(([name]) => name === unit)?.[1] ?? UNIT_MS.min
  return { count: Number(count), windowMs }
}

/**
 * GCRA, the generic cell rate algorithm (ITU-T I.371): `arrival` is the theoretical arrival time of the next cell.
 * A burst of the whole count is allowed, then one call each `windowMs / count`.
 */
export function gcra(arrival: number | undefined, now: number, count: number, windowMs: number): { allowance: Allowance; arrival: number } {
  const interval = windowMs / count
  const tat = Math.max(arrival ?? now, now)
  const next = tat + interval
  const allowed = next - now <= windowMs
  const after = allowed ? next : tat
  const remaining = Math.max(0, Math.floor((windowMs - (after - now)) / interval + 1e-9))
  return {
    arrival: after,
    allowance: {
      allowed,
      limit: count,
      remaining,
      resetSeconds: Math.ceil((after - now) / 1000),
      retryAfterSeconds: allowed ? 0 : Math.max(1, Math.ceil((next - windowMs - now) / 1000)),
    },
  }
}

const MOST_SUBJECTS = 50_000
const arrivals = new Map<string, number>()

/** Counts a call against a limit in this isolate's memory: ordinary use, exact on one machine, per isolate on the platform. */
export function takeInIsolate(subject: string, limit: Limit, now: number): Allowance {
  const { count, windowMs } = parseLimit(limit)
  const { allowance, arrival } = gcra(arrivals.get(subject), now, count, windowMs)
  arrivals.delete(subject)
  arrivals.set(subject, arrival)
  // Oldest first: a map keeps the order of insertion, so what was not called for longest goes.
  if (arrivals.size > MOST_SUBJECTS) for (const key of arrivals.keys()) if (arrivals.size > MOST_SUBJECTS / 2) arrivals.delete(key)
  return allowance
}

/** The headers of an allowance (draft-ietf-httpapi-ratelimit-headers, the three-field form). */
export function limitHeaders(allowance: Allowance): Record<string, string> {
  return {
    'RateLimit-Limit': String(allowance.limit),
    'RateLimit-Remaining': String(allowance.remaining),
    'RateLimit-Reset': String(allowance.resetSeconds),
  }
}

/**
 * Whom an address counts as: an IPv4 address for itself, an IPv6 address for its /64, since one line has all of that (RFC 6177). What is neither
 * counts as it is.
 */
export function networkOf(address: string): string {
  const mapped = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1]
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address
  const [start = '', end = ''] = address.toLowerCase().replace(/%.*$/, '').split('::')
  const head = start.split(':').filter(Boolean)
  const tail = end.split(':').filter(Boolean)
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0')
  return `${[...head, ...zeros, ...tail]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
