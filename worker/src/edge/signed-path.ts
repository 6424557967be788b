import { createHmac, timingSafeEqual } from 'node:crypto'
import type { WorkerEnv } from './context.ts'

/** What a signature is for: one made for one purpose opens nothing of another. */
export type Purpose = 'audio-link' | 'profile-image' | 'upload'

function sign(env: WorkerEnv, purpose: Purpose, payload: string): Buffer {
  if (!env.JWT_SECRET) throw new Error('JWT_SECRET is missing')
  return createHmac('sha256', Buffer.from(env.JWT_SECRET, 'hex')).update(`${purpose}\n${payload}`).digest()
}

/** A value as one part of a path, signed: readable by all, made by nobody else (HMAC-SHA-256). The same value is the same text. */
export function seal(env: WorkerEnv, purpose: Purpose, value: readonly (string | number)[]): string {
  const payload = Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${payload}.${sign(env, purpose, payload).toString('base64url')}`
}

/** The value that {@link seal} was given; null for a text that it did not make. */
export function unseal(env: WorkerEnv, purpose: Purpose, token: string): unknown {
  const [payload = '', signature = '', more] = token.split('.')
  const given = Buffer.from(signature, 'base64url')
  const right = sign(env, purpose, payload)
  if (more !== undefined || given.length !== right.length || !timingSafeEqual(given, right)) return null
  return JSON.parse(Buffer.from(payload, 'base64url').toString())
}
