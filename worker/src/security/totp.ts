import { encode } from 'fast-png'
import { Secret, TOTP } from 'otpauth'
import { encode as encodeQr } from 'uqr'
import { secret as randomText } from '#edge/ports'

const STEP_SECONDS = 30
/** A clock may be one step early or late (RFC 6238 §5.2). */
const DRIFT_STEPS = 1
const ISSUER = 'StudyMate'
/** Pixels a module of the QR code. */
const SCALE = 6

function randomBytes(count: number): Buffer {
  return Buffer.from(randomText(count), 'base64url')
}

function totpOf(secret: string, label = ISSUER): TOTP {
  return new TOTP({ issuer: ISSUER, label, algorithm: 'SHA1', digits: 6, period: STEP_SECONDS, secret: Secret.fromBase32(secret) })
}

/** A new secret: 160 bits in base32 (RFC 4226 §4). */
export function newSecret(): string {
  return new Secret({ buffer: new Uint8Array(randomBytes(20)).buffer }).base32
}

/** The 30-second step of which this is the code, one step around `now` allowed; null where it is none. */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: DRIFT_STEPS })
  return delta === null ? null : Math.floor(now / 1000 / STEP_SECONDS) + delta
}

/** The secret in fours, for typing. */
export function manualKey(secret: string): string {
  return secret.replaceAll(/.{4}(?=.)/g, '$& ')
}

/** Ten different backup codes of eight digits. */
export function newBackupCodes(): string[] {
  const codes = new Set<string>()
  // 48 bits over 10^8: no code is more than one part in a million likelier than another.
  while (codes.size < 10) codes.add(String(randomBytes(6).readUIntBE(0, 6) % 100_000_000).padStart(8, '0'))
  return [...codes]
}

/** The QR code of a secret as a data URL: a one-bit PNG that holds `otpauth://totp/…`. `label` is whose account it is. */
export function qrCodeUrl(secret: string, label: string): string {
  const { data: modules, size } = encodeQr(totpOf(secret, label).toString(), { ecc: 'M', border: 4 })
  const side = size * SCALE
  const bytesARow = Math.ceil(side / 8)
  const data = new Uint8Array(bytesARow * side)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (modules[Math.floor(y / SCALE)]?.[Math.floor(x / SCALE)] === true) continue
      const at = y * bytesARow + (x >> 3)
      data[at] = (data[at] ?? 0) | (0x80 >> (x & 7))
    }
  }
  return `data:image/png;base64,${Buffer.from(encode({ width: side, height: side, data, depth: 1, channels: 1 })).toString('base64')}`
}
