import { Events, OAuth2Server } from 'oauth2-mock-server'
import type { MutableResponse, MutableToken } from 'oauth2-mock-server'

/** An OpenID provider of a test. What stands here may change while it runs. */
export interface OpenIdServer {
  readonly url: string
  /** Claims of the next ID token, over those that the server makes; undefined takes one out. */
  claims: Record<string, unknown>
  /** What stands at the address for more claims. */
  userinfo: Record<string, unknown>
  /** Changes the answer of the token endpoint. */
  spoil: ((answer: MutableResponse) => void) | null
  close(): Promise<void>
}

/** Opens one. */
export async function startOpenId(): Promise<OpenIdServer> {
  const server = new OAuth2Server()
  await server.issuer.keys.generate('RS256')
  await server.start(0, '127.0.0.1')
  const url = `http://127.0.0.1:${server.address().port}`
  server.issuer.url = url
  const made: OpenIdServer = {
    url,
    claims: {},
    userinfo: {},
    spoil: null,
    close: () => server.stop(),
  }
  server.service.on(Events.BeforeWellKnownOpenIdConfiguration, ({ body }: MutableResponse) => {
    if (body !== '') body['token_endpoint_auth_methods_supported'] = ['client_secret_post', 'client_secret_basic', 'none']
  })
  server.service.on(Events.BeforeTokenSigning, ({ payload }: MutableToken) => {
    Object.assign(payload, made.claims)
  })
  server.service.on(Events.BeforeResponse, (answer: MutableResponse) => made.spoil?.(answer))
  server.service.on(Events.BeforeUserinfo, (answer: MutableResponse) => {
    answer.body = { sub: made.claims['sub'] ?? 'johndoe', ...made.userinfo }
  })
  return made
}
