import * as z from 'zod'
import type { UserId } from '@studymate/contract/values'
import type { WorkerEnv } from '#edge/context'
import { secret } from '#edge/ports'

interface Keys {
  readonly seal: CryptoKey
  readonly codes: CryptoKey
}

let made: { secret: string; keys: Promise<Keys> } | null = null

async function derive(secretHex: string): Promise<Keys> {
  const material = await crypto.subtle.importKey('raw', Buffer.from(secretHex, 'hex'), 'HKDF', false, ['deriveKey'])
  const from = (info: string) => ({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info: Buffer.from(info) })
  const [seal, codes] = await Promise.all([
    crypto.subtle.deriveKey(from('studymate/two-factor/seal'), material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
    crypto.subtle.deriveKey(from('studymate/two-factor/backup-codes'), material, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign']),
  ])
  return { seal, codes }
}

/** Keys of the second factor, derived from the secret of the installation (HKDF, RFC 5869). */
function keysOf(env: WorkerEnv): Promise<Keys> {
  const of = z
    .string()
    .regex(/^[0-9a-f]{64,}$/)
    .parse(env.JWT_SECRET)
  if (made?.secret !== of) made = { secret: of, keys: derive(of) }
  return made.keys
}

/** Seals a person's secret (AES-256-GCM, bound to the person): what the database holds makes no codes by itself. Never the same twice. */
export async function seal(env: WorkerEnv, userId: UserId, text: string): Promise<string> {
  const iv = secret(12)
  const { seal: key } = await keysOf(env)
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: Buffer.from(iv, 'base64url'), additionalData: Buffer.from(userId) }, key, Buffer.from(text))
  return `v1.${iv}.${Buffer.from(sealed).toString('base64url')}`
}

/** Opens what {@link seal} closed; null where the secret of the installation was changed since. */
export async function unseal(env: WorkerEnv, userId: UserId, sealed: string): Promise<string | null> {
  const [version, iv = '', body = ''] = sealed.split('.')
  if (version !== 'v1') return null
  const { seal: key } = await keysOf(env)
  try {
    const of = { name: 'AES-GCM', iv: Buffer.from(iv, 'base64url'), additionalData: Buffer.from(userId) }
    return Buffer.from(await crypto.subtle.decrypt(of, key, Buffer.from(body, 'base64url'))).toString()
  } catch {
    return null
  }
}

/** What is stored of a backup code: a keyed hash, since all eight-digit codes can be tried against a plain one in a second. */
export async function codeHash(env: WorkerEnv, userId: UserId, code: string): Promise<string> {
  const { codes } = await keysOf(env)
  return Buffer.from(await crypto.subtle.sign('HMAC', codes, Buffer.from(`${userId}:${code}`))).toString('hex')
}
