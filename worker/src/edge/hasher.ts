import { fail } from '@studymate/contract/errors'
import type { Failure } from '@studymate/contract/errors'
import type { WorkerEnv } from './context.ts'
import { HASH_COST, hashPassword, verifyPassword } from './scrypt.ts'

/**
 * Password hashing behind a port (design §2): on one machine the host hashes on its thread pool, on the platform the
 * isolate itself, two at once. Beyond a short queue the answer is `RATE_LIMITED`.
 * scrypt N=2^14 r=8 p=5 (OWASP Password Storage Cheat Sheet), 16 bytes of salt, 32 of hash.
 */
export interface Hasher {
  hash(password: string): Promise<string | Failure<'RATE_LIMITED'>>
  /** True if the password made the hash. With a null hash it does the same work and says false. */
  verify(password: string, hash: string | null): Promise<boolean | Failure<'RATE_LIMITED'>>
}

let running = 0
const waiting: (() => void)[] = []

/** Runs at most `atOnce` works, queues up to `queue` more, refuses beyond. */
async function bounded<T>(atOnce: number, queue: number, work: () => Promise<T>): Promise<T | Failure<'RATE_LIMITED'>> {
  if (running >= atOnce) {
    if (waiting.length >= queue) return fail('RATE_LIMITED', { retryAfter: 5 })
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

const inIsolate: Hasher = {
  hash: (password) => bounded(2, 16, () => hashPassword(password, HASH_COST)),
  verify: (password, hash) => bounded(2, 16, () => verifyPassword(password, hash, HASH_COST)),
}

function inHost(host: Fetcher): Hasher {
  const ask = async (path: string, body: unknown): Promise<Record<string, unknown> | Failure<'RATE_LIMITED'>> => {
    const reply = await host.fetch(`http://host/${path}`, { method: 'POST', body: JSON.stringify(body), signal: AbortSignal.timeout(30_000) })
    if (reply.status === 429) return fail('RATE_LIMITED', { retryAfter: 5 })
    if (!reply.ok) throw new Error(`host ${path} answered ${reply.status}`)
    return reply.json()
  }
  return {
    hash: async (password) => {
      const reply = await ask('hash', { password })
      return 'failed' in reply && reply.failed === true ? fail('RATE_LIMITED', { retryAfter: 5 }) : String('hash' in reply ? reply['hash'] : '')
    },
    verify: async (password, hash) => {
      const reply = await ask('verify', { password, hash })
      return 'failed' in reply && reply.failed === true ? fail('RATE_LIMITED', { retryAfter: 5 }) : 'right' in reply && reply['right'] === true
    },
  }
}

/** The hasher of this home. */
export function hasherOf(env: WorkerEnv): Hasher {
  return env.HOST ? inHost(env.HOST) : inIsolate
}
