import type { Admission } from '@studymate/contract/auth'
import type { WayError } from '@studymate/contract/ways-in'
import * as ways from '@studymate/contract/ways-in'
import type { ProviderId } from '@studymate/contract/ways-in'
import { Actor } from './actors.ts'
import type { Reply } from './actors.ts'

/** Where a trip ended: the page of ours with what its address tells it. */
export interface Landing {
  readonly path: string
  readonly code: string | null
  readonly error: WayError | null
  readonly linked: boolean
  readonly returnTo: string | null
}

/** A browser that goes to a provider and comes back: it keeps cookies, and follows no address by itself. */
export class Traveller extends Actor {
  /** As `name=value`; null before it was given one. */
  cookie: string | null = null

  /** Opens an address, of the site or elsewhere, and gives where it leads. */
  async open(address: string | URL, headers: Record<string, string> = {}): Promise<URL> {
    const url = new URL(address, this.url)
    const isOurs = url.origin === new URL(this.url).origin
    const reply = await fetch(url, {
      redirect: 'manual',
      headers: isOurs ? { 'x-forwarded-for': this.address, 'accept-language': 'en', ...(this.cookie ? { cookie: this.cookie } : {}), ...headers } : {},
    })
    if (isOurs) this.keep(reply.headers.get('set-cookie'))
    const location = reply.headers.get('location')
    if (reply.status !== 302 || location === null) throw new Error(`${url.pathname} answered ${reply.status} ${await reply.text()}`)
    return new URL(location)
  }

  /** Keeps a cookie that an answer sets. */
  keep(header: string | null | undefined): void {
    this.cookie = header?.split(';')[0] ?? this.cookie
  }

  /** Sets out to a provider: where it sends the browser. */
  setOut(provider: ProviderId, query: Record<string, string> = {}): Promise<URL> {
    return this.open(`/api/v1/auth/login/${provider}?${new URLSearchParams(query).toString()}`)
  }

  /** Comes home with what the provider sent. */
  async land(back: string | URL): Promise<Landing> {
    const url = await this.open(back)
    const said = url.searchParams
    return {
      path: url.pathname,
      code: said.get('code'),
      error: said.get('error') as WayError | null,
      linked: said.get('linked') !== null,
      returnTo: said.get('returnTo'),
    }
  }

  /** The whole trip, to the page of ours. */
  async travel(provider: ProviderId, query: Record<string, string> = {}): Promise<Landing> {
    return this.land(await this.open(await this.setOut(provider, query)))
  }

  /** Takes a code over, as the page does. */
  exchange(code: string | null): Promise<Reply<typeof ways.exchangeCode>> {
    return this.call(ways.exchangeCode, { code: code ?? 'none' }, this.cookie === null ? {} : { cookie: this.cookie })
  }

  /** The whole trip and the code taken over: signed in where that is all. */
  async signIn(provider: ProviderId, query: Record<string, string> = {}): Promise<Admission> {
    const { code, error } = await this.travel(provider, query)
    const reply = await this.exchange(code)
    if (reply.data === null) throw new Error(`${provider} led to ${error ?? reply.code}`)
    if ('accessToken' in reply.data) this.token = reply.data.accessToken
    return reply.data
  }

  /** Links a provider to the account that is signed in. */
  async link(provider: ProviderId, returnTo = '/settings/security'): Promise<Landing> {
    const reply = await this.call(ways.linkProvider, { provider, returnTo }, this.cookie === null ? {} : { cookie: this.cookie })
    this.keep(reply.headers['set-cookie'])
    if (reply.data === null) throw new Error(reply.code)
    return this.land(await this.open(reply.data.url))
  }
}
