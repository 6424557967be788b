import { ServerFrame } from '@studymate/contract/live'
import { createTicket } from '@studymate/contract/system'
import { useSyncExternalStore } from 'react'
import { ApiError, api, renewSession } from '#app/api'
import { currentSession, onSignOut, useSession } from '#app/session'
import { Connection, type LiveState } from '#live/connection'

const ORIGIN = import.meta.env['VITE_API_URL'] ?? import.meta.env['VITE_WORKERS_API_URL'] ?? window.location.origin

function readFrames(data: unknown): ServerFrame[] | null {
  if (typeof data !== 'string') return null
  const value: unknown = JSON.parse(data)
  // A newer server may say what this page does not know: the rest of the array still counts.
  return (Array.isArray(value) ? value : [value]).flatMap((one) => {
    const frame = ServerFrame.safeParse(one)
    return frame.success ? [frame.data] : []
  })
}

/** The line of this tab: `live.on('MESSAGE', …)`, `live.send({ type: 'TYPING', … })`. It follows the session by itself. */
export const live = new Connection({
  ticket: async () => {
    try {
      return (await api.call(createTicket, {})).ticket
    } catch (error) {
      if (error instanceof ApiError && error.code.startsWith('AUTH_')) return null
      throw error
    }
  },
  open: (ticket) => new WebSocket(`${ORIGIN.replace(/^http/, 'ws')}/ws?ticket=${encodeURIComponent(ticket)}`),
  read: readFrames,
  online: () => navigator.onLine,
  now: () => Date.now(),
  chance: () => Math.random(),
  later: (ms, work) => {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
})

/** The state of the line, for what a page says about it. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(live.subscribe, live.snapshot)
}

/** Whether a partner is here. */
export interface Presence {
  readonly online: boolean
  readonly lastSeenAt: string | null
}

let known: ReadonlyMap<string, Presence> = new Map()
const watchers = new Set<() => void>()

function showPresence(next: ReadonlyMap<string, Presence>): void {
  known = next
  for (const watcher of watchers) watcher()
}

live.on('PRESENCE', ({ userId, online, lastSeenAt }) => showPresence(new Map(known).set(userId, { online, lastSeenAt: lastSeenAt ?? null })))
// What was known before a break may be long over.
live.subscribe(() => {
  if (live.snapshot() !== 'ready') showPresence(new Map())
})
onSignOut(() => showPresence(new Map()))

function watchPresence(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** What is known of a partner's being here; null where nothing is. */
export function usePresence(userId: string): Presence | null {
  return useSyncExternalStore(watchPresence, () => known.get(userId) ?? null)
}

/** Milliseconds before its end at which a token is renewed. */
const EARLY_MS = 2 * 60_000

/** When an access token ends, epoch ms; null where it does not say. */
function endOf(token: string): number | null {
  try {
    const claims: unknown = JSON.parse(atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')))
    return typeof claims === 'object' && claims !== null && 'exp' in claims && typeof claims.exp === 'number' ? claims.exp * 1000 : null
  } catch {
    return null
  }
}

let renewal: ReturnType<typeof setTimeout> | undefined
let shown: { userId: string; accessToken: string } | null = null

/** Follows the session: opens for whoever is signed in, closes with them, and hands on fresh tokens so that the socket outlives the old one. */
function follow(): void {
  const session = currentSession()
  clearTimeout(renewal)
  if (!session) {
    shown = null
    return live.stop()
  }
  if (shown?.userId !== session.userId || live.snapshot() === 'refused') live.start()
  else if (shown.accessToken !== session.accessToken) live.send({ type: 'CONNECT', token: session.accessToken })
  shown = session
  const end = endOf(session.accessToken)
  if (end !== null) renewal = setTimeout(() => void renewSession(session.accessToken).catch(() => undefined), Math.max(5_000, end - EARLY_MS - Date.now()))
}

useSession.subscribe(follow)
window.addEventListener('online', () => live.wake())
window.addEventListener('offline', () => live.sleep())
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') live.wake()
})
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) live.wake()
})
follow()
