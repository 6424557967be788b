/** Where a person lands who came without an address of their own. */
export const HOME = '/home'

/**
 * A path of this site to return to after signing in; {@link HOME} for anything else. What a link carries is anybody's: no other origin, no scheme, no
 * backslashes or control characters that a browser would read as one, and not the door itself.
 */
export function safeReturn(text: string | undefined, origin: string): string {
  // oxlint-disable-next-line no-control-regex
  if (text === undefined || !/^\/(?![/\\])/.test(text) || /[\u0000-\u001f\\]/.test(text)) return HOME
  const url = URL.parse(text, origin)
  if (!url || url.origin !== new URL(origin).origin) return HOME
  // Dots that are resolved away can leave the address of another site behind: /.//evil.example
  return /^\/(?:\/|sign-in|sign-up|forgot|reset|two-factor|auth\/|$)/.test(url.pathname) ? HOME : url.pathname + url.search + url.hash
}
