import { useSyncExternalStore } from 'react'

const MINUTE_MS = 60_000
let now = Date.now()
const watchers = new Set<() => void>()
let ticker: ReturnType<typeof setInterval> | undefined

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  ticker ??= setInterval(() => {
    now = Date.now()
    for (const one of watchers) one()
  }, MINUTE_MS)
  return () => {
    watchers.delete(watcher)
    if (watchers.size > 0) return
    clearInterval(ticker)
    ticker = undefined
  }
}

/** The present minute, epoch ms: what says `오늘` turns to `어제` by itself. */
export function useNow(): number {
  return useSyncExternalStore(watch, () => now)
}
