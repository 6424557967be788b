import * as z from 'zod'
import { fail } from '@studymate/contract/errors'
import type { Failure } from '@studymate/contract/errors'
import type { WorkerEnv } from './context.ts'
import { gate } from './gate.ts'
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

const busy = () => fail('RATE_LIMITED', { retryAfter: 5 })

const hashing = gate(2, 16)

const inIsolate: Hasher = {
  hash: async (password) => (await hashing(() => hashPassword(password, HASH_COST))) ?? busy(),
  verify: async (password, hash) => (await hashing(() => verifyPassword(password, hash, HASH_COST))) ?? busy(),
}

// A reply that is none of these throws: it must never become a stored hash.
const Hashed = z.object({ hash: z.string().startsWith('scrypt$') })
const Compared = z.object({ right: z.boolean() })

function inHost(host: Fetcher): Hasher {
  const ask = async <T>(path: string, body: unknown, answer: z.ZodType<T>): Promise<T | Failure<'RATE_LIMITED'>> => {
    const reply = await host.fetch(`http://host/${path}`, { method: 'POST', body: JSON.stringify(body), signal: AbortSignal.timeout(30_000) })
    if (reply.status === 429) return busy()
    if (!reply.ok) throw new Error(`host ${path} answered ${reply.status}`)
    return answer.parse(await reply.json())
  }
  return {
    hash: async (password) => {
      const reply = await ask('hash', { password }, Hashed)
      return 'hash' in reply ? reply.hash : reply
    },
    verify: async (password, hash) => {
      const reply = await ask('verify', { password, hash }, Compared)
      return 'right' in reply ? reply.right : reply
    },
  }
}

/** The hasher of this home. */
export function hasherOf(env: WorkerEnv): Hasher {
  return env.HOST ? inHost(env.HOST) : inIsolate
}
