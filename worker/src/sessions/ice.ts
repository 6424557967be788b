import { createHmac } from 'node:crypto'
import type { UserId } from '@studymate/contract/values'
import type { Settings } from '#edge/config'

/** A server for `RTCConfiguration.iceServers`. */
export interface IceServer {
  readonly urls: string[]
  readonly username?: string
  readonly credential?: string
}

/**
 * STUN and TURN servers of this installation. A TURN password is the HMAC-SHA1 of `expiry:userId` under the shared secret,
 * in base64 (the REST scheme of coturn, draft-uberti-behave-turn-rest-00); `expiry` is in epoch seconds.
 */
export function iceServersFor(
  settings: Pick<Settings, 'STUN_URLS' | 'TURN_URLS' | 'TURN_SECRET' | 'TURN_TTL_SECONDS'>,
  userId: UserId,
  now: number,
): { servers: IceServer[]; expiresAt: number | null } {
  const servers: IceServer[] = settings.STUN_URLS.length > 0 ? [{ urls: [...settings.STUN_URLS] }] : []
  if (settings.TURN_URLS.length === 0 || settings.TURN_SECRET === undefined) return { servers, expiresAt: null }
  const expiry = Math.floor(now / 1000) + settings.TURN_TTL_SECONDS
  const username = `${expiry}:${userId}`
  const credential = createHmac('sha1', settings.TURN_SECRET).update(username).digest('base64')
  return { servers: [...servers, { urls: [...settings.TURN_URLS], username, credential }], expiresAt: expiry * 1000 }
}
