import { createHash, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a provider of a test answers; `hang` never answers at all. */
export type Answer = { readonly status: number; readonly body: unknown } | 'hang'

/** A small real server that signs people in as Naver or Kakao does. What stands here may change while it runs. */
export interface ProviderServer {
  readonly url: string
  /** Who the next one to sign in is: the body with which it says so, and its status. */
  me: Answer
  /** Stands in for the token endpoint while set. */
  token: Answer | null
  /** What the token endpoint was asked, oldest first. */
  readonly asked: URLSearchParams[]
  close(): Promise<void>
}

interface Given {
  readonly redirectUri: string
  readonly state: string
  readonly challenge: string | null
}

/** In what the two differ at their token endpoint. */
interface Habits {
  readonly name: string
  /** Whether the failures of the token endpoint come as 200. */
  readonly failsAs: 200 | 400
  readonly expiresIn: string | number
  /** Null where the asked is in order. */
  readonly refuses: (asked: URLSearchParams, given: Given | undefined) => string | null
}

function challengeOf(verifier: string | null): string {
  return createHash('sha256')
    .update(verifier ?? '')
    .digest('base64url')
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString()
}

function say(reply: ServerResponse, answer: Answer): void {
  if (answer === 'hang') return
  reply.writeHead(answer.status, { 'content-type': 'application/json;charset=UTF-8' })
  reply.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body))
}

/** The page that asks whether one may sign in; a program that wants no page is sent back at once. */
function consent(request: IncomingMessage, reply: ServerResponse, name: string, query: URLSearchParams, code: string): void {
  const back = (more: Record<string, string>) => {
    const url = new URL(query.get('redirect_uri') ?? '')
    for (const [key, value] of Object.entries({ ...more, state: query.get('state') ?? '' })) url.searchParams.set(key, value)
    return url.href
  }
  if (!request.headers.accept?.includes('text/html')) {
    reply.writeHead(302, { location: back({ code }) }).end()
    return
  }
  const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  reply.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  reply.end(`<!doctype html><html lang="ko"><title>${name}</title><h1>${name}</h1>
    <p><a href="${attribute(back({ code }))}">동의하고 계속하기</a></p>
    <p><a href="${attribute(back({ error: 'access_denied', error_description: 'Canceled By User' }))}">취소</a></p></html>`)
}

async function start(habits: Habits, me: Answer): Promise<ProviderServer> {
  const given = new Map<string, Given>()
  const server = createServer((request, reply) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://provider.test')
      if (url.pathname === '/authorize') {
        const code = randomUUID()
        const query = url.searchParams
        given.set(code, { redirectUri: query.get('redirect_uri') ?? '', state: query.get('state') ?? '', challenge: query.get('code_challenge') })
        return consent(request, reply, habits.name, query, code)
      }
      if (url.pathname === '/token') {
        const asked = new URLSearchParams(await bodyOf(request))
        made.asked.push(asked)
        if (made.token !== null) return say(reply, made.token)
        const code = asked.get('code') ?? ''
        const refusal = habits.refuses(asked, given.get(code))
        given.delete(code)
        const body =
          refusal === null
            ? { access_token: `at-${code}`, refresh_token: `rt-${code}`, token_type: 'bearer', expires_in: habits.expiresIn }
            : { error: 'invalid_request', error_description: refusal }
        return say(reply, { status: refusal === null ? 200 : habits.failsAs, body })
      }
      if (url.pathname === '/me') return say(reply, request.headers.authorization?.startsWith('Bearer at-') ? made.me : { status: 401, body: {} })
      reply.writeHead(404).end()
    })().catch(() => reply.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const made: ProviderServer = {
    url: `http://127.0.0.1:${port}`,
    me,
    token: null,
    asked: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return made
}

/** As Naver: no PKCE, `state` at the token endpoint too, seconds as text, failures inside a 200. */
export function startNaver(of: { clientId: string; secret: string }): Promise<ProviderServer> {
  const refuses: Habits['refuses'] = (asked, given) => {
    if (asked.get('client_id') !== of.clientId || asked.get('client_secret') !== of.secret) return 'wrong client id / client secret pair'
    if (asked.get('grant_type') !== 'authorization_code' || !given || asked.get('state') !== given.state) return 'no valid data in session'
    return given.challenge === null ? null : 'unknown parameter'
  }
  return start(
    { name: 'NAVER', failsAs: 200, expiresIn: '3600', refuses },
    { status: 200, body: { resultcode: '00', message: 'success', response: { id: 'n1' } } },
  )
}

/** As Kakao: PKCE, the profile nested in `kakao_account`, failures as 400. */
export function startKakao(of: { clientId: string; secret: string }): Promise<ProviderServer> {
  const refuses: Habits['refuses'] = (asked, given) => {
    if (asked.get('client_id') !== of.clientId || asked.get('client_secret') !== of.secret) return 'Bad client credentials'
    if (!given || asked.get('redirect_uri') !== given.redirectUri) return 'Redirect URI mismatch.'
    return challengeOf(asked.get('code_verifier')) === given.challenge ? null : 'code_verifier does not match'
  }
  return start({ name: 'kakao', failsAs: 400, expiresIn: 21_599, refuses }, { status: 200, body: { id: 1 } })
}
