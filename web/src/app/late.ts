import { lazy } from 'react'
import type { ComponentType, LazyExoticComponent } from 'react'
import { fetchBehind } from '#app/behind'

/** When a part that did not come is asked for again, where no browser tells that the network is back. */
const AGAIN_MS = 5_000
/** How long a network that is back is given until it carries. */
const BACK_MS = 1_000
/** How long a page has stood before it fetches what may be pressed. */
const QUIET_MS = 5_000

function nextTry(): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer)
      window.removeEventListener('online', back)
      resolve()
    }
    const back = () => setTimeout(go, BACK_MS)
    const timer = setTimeout(go, AGAIN_MS)
    window.addEventListener('online', back)
  })
}

async function untilHere<T>(fetch: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await fetch()
    } catch {
      await nextTry()
    }
  }
}

/** A component that is fetched when it is first drawn. Without a line it waits for one: a part that is missing does not take the page with it. */
export function late<P extends object>(fetch: () => Promise<ComponentType<P>>): LazyExoticComponent<ComponentType<P>> {
  return lazy(async () => ({ default: await untilHere(fetch) }))
}

const SIGNS = ['pointerdown', 'keydown'] as const

/**
 * Fetches what opens by a press before somebody presses, so that it opens at once, and after the line has gone too: with the first press or key anywhere, or
 * once the page has stood for some seconds and has nothing to do; without a line, when there is one. Gives the way to stop.
 */
export function ahead(fetch: () => Promise<unknown>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = () => {
    clearTimeout(timer)
    for (const sign of SIGNS) window.removeEventListener(sign, go, true)
    window.removeEventListener('online', back)
  }
  const go = () => {
    stop()
    if (navigator.onLine) fetchBehind(fetch).catch(later)
    else later()
  }
  const later = () => window.addEventListener('online', back)
  const back = () => {
    timer = setTimeout(go, BACK_MS)
  }
  timer = setTimeout(() => ('requestIdleCallback' in window ? requestIdleCallback(go) : go()), QUIET_MS)
  for (const sign of SIGNS) window.addEventListener(sign, go, true)
  return stop
}
