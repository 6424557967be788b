import { isFetchingBehind } from '#app/behind'

const KEY = 'studymate.reloaded-at'
const APART_MS = 20_000

/** Whether a page that could not load a part of itself should load anew: once, not again within twenty seconds. `last` is null or epoch ms. */
export function shouldReload(isOnline: boolean, last: number | null, now: number): boolean {
  return isOnline && (last === null || now - last > APART_MS)
}

/**
 * A new version was put up while this page was open: its old scripts are gone, and a page that is fetched only now is 404
 * (F66). Loads the address anew; what is written and who is signed in live in the browser's storage.
 */
export function recoverFromNewVersion(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const stored = sessionStorage.getItem(KEY)
    const now = Date.now()
    if (isFetchingBehind() || !shouldReload(navigator.onLine, stored === null ? null : Number(stored), now)) return
    sessionStorage.setItem(KEY, String(now))
    // The error would be shown for the moment that the reload takes.
    event.preventDefault()
    window.location.reload()
  })
}
