import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** Cost of a hash: `logN` is the base-2 logarithm of N. */
export interface HashCost {
  readonly logN: number
  readonly r: number
  readonly p: number
}
/** Cost of new hashes (see {@link Hasher} for its source). */
export const HASH_COST: HashCost = { logN: 14, r: 8, p: 5 }

/** Computes scrypt off the event loop where the runtime can. */
export function derive(password: string, salt: Uint8Array, cost: HashCost): Promise<Buffer> {
  const N = 2 ** cost.logN
  return new Promise((resolve, reject) =>
    scrypt(password, salt, 32, { N, r: cost.r, p: cost.p, maxmem: 256 * N * cost.r + 1024 * 1024 }, (error, key) => (error ? reject(error) : resolve(key))),
  )
}

/** The stored form: `scrypt$logN$r$p$salt$hash`, base64url. */
export async function hashPassword(password: string, cost: HashCost): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, cost)
  return ['scrypt', cost.logN, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Compares in constant time; an unknown form is a mismatch after the same work. */
export async function verifyPassword(password: string, stored: string | null, fallback: HashCost): Promise<boolean> {
  const match = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/.exec(stored ?? '')
  const cost = match ? { logN: Number(match[1]), r: Number(match[2]), p: Number(match[3]) } : fallback
  const salt = match ? Buffer.from(match[4] ?? '', 'base64url') : Buffer.alloc(16)
  const expected = match ? Buffer.from(match[5] ?? '', 'base64url') : Buffer.alloc(32)
  const key = await derive(password, salt, cost)
  return key.length === expected.length && timingSafeEqual(key, expected) && match !== null
}
