/** Cookies of the browser that calls. They tie a way back to the browser that set out, and never say who somebody is. */
export interface Cookies {
  get(name: string): string | null
  /** Sets one cookie with the answer: for this host only, out of reach of scripts, sent with a navigation from elsewhere but with nothing else. */
  set(name: string, value: string, seconds: number): void
}

/** The cookies of a request; what is set goes into `headers`. Over HTTPS the name's prefix keeps neighbours under the same domain from planting one (RFC 6265bis §4.1.3). */
export function cookiesOf(request: Request, isSecure: boolean, headers: Record<string, string>): Cookies {
  const full = (name: string) => (isSecure ? `__Host-${name}` : name)
  return {
    get: (name) => {
      for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
        const [key, value] = pair.trim().split('=')
        if (key === full(name) && value !== undefined && /^[\w-]{1,256}$/.test(value)) return value
      }
      return null
    },
    set: (name, value, seconds) => {
      headers['set-cookie'] = `${full(name)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
    },
  }
}
