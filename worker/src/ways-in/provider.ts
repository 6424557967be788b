import type { AuthorizationServer, Client, ClientAuth, TokenEndpointResponse } from 'oauth4webapi'
import type { ProviderId } from '@studymate/contract/ways-in'
import type { Tongue } from '@studymate/contract/errors'
import type { Said } from '@studymate/domain/ways-in/entry'
import type { Outside } from './outside.ts'

/** What a provider is asked with. */
export interface Call {
  readonly outside: Outside
  /** Epoch milliseconds. */
  readonly now: number
}

/** A provider that is switched on, with all in which one differs from the others. */
export interface Provider {
  readonly id: ProviderId
  readonly name: Readonly<Record<Tongue, string>>
  /** Whose numbering its subjects belong to. */
  readonly realm: string
  readonly client: Client
  /** Its addresses; may ask for them. */
  readonly server: (call: Call) => Promise<AuthorizationServer>
  readonly clientAuth: (server: AuthorizationServer) => ClientAuth
  readonly scope: string | null
  /** Takes a code challenge (RFC 7636). */
  readonly hasPkce: boolean
  /** Gives an ID token (OpenID Connect), which carries our nonce. */
  readonly isOpenId: boolean
  /** Sends `state` to the token endpoint too. */
  readonly repeatsState: boolean
  /** Who the tokens are about. Throws where the provider does not say so properly. */
  readonly said: (of: { tokens: TokenEndpointResponse; server: AuthorizationServer }, call: Call) => Promise<Said>
}
