import type { AnyEndpoint, ErrorsOf, InputOf, ReplyOf } from '@studymate/contract/endpoint'
import type { Failure, Tongue } from '@studymate/contract/errors'
import type { EventType, EventOf } from '@studymate/contract/events'
import type { LoginId, UserId } from '@studymate/contract/values'
import type { Settings } from './config.ts'
import type { Cookies } from './cookies.ts'
import type { Ids } from './ports.ts'

/** Bindings that only an embedded host gives. They are absent on the platform. */
export interface HostBindings {
  /** Services of the host process: password hashing on its thread pool, the mail outbox. */
  readonly HOST?: Fetcher
  /** Present only in hosts of tests: the token that moves the clock. */
  readonly TEST_CLOCK?: string
  /** `1` in tests: every reply is held against its schema before it leaves. */
  readonly CHECK_REPLIES?: string
  /** The address that the host serves, which counts where no PUBLIC_URL was chosen. */
  readonly SERVED_URL?: string
  /** Present where the people are made up: accounts for looking around, as JSON. */
  readonly DEMO?: string
  /** Signs tokens; 32 random bytes as hex. */
  readonly JWT_SECRET?: string
}

/** The bindings of `wrangler.jsonc` with those of the host. */
export type WorkerEnv = Env & HostBindings

/** Where a call comes from. */
export interface Caller {
  /** IP address; on one machine set by the host's front, never by the client. */
  readonly address: string
  readonly userAgent: string
  /** `City, Country` from the platform, `Unknown` without. */
  readonly place: string
}

/** What a handler gets beside its input. */
export interface Ctx {
  readonly env: WorkerEnv
  readonly db: D1Database
  readonly settings: Settings
  /** Epoch milliseconds, one value for the whole request. */
  readonly now: number
  readonly ids: Ids
  readonly tongue: Tongue
  readonly requestId: string
  /** Origin of the site for links. */
  readonly siteUrl: string
  /** Stands before a path to bytes (`/media/…`) in an answer: empty for our own pages, the site for other callers. */
  readonly mediaBase: string
  readonly caller: Caller
  readonly cookies: Cookies
  /** Work after the reply. */
  after(work: Promise<unknown>): void
  /**
   * The statement that records an event; it belongs into the batch of its change. With `when` (an SQL condition with its
   * values, `?1` …) it is recorded only if that holds after the change.
   */
  emit<T extends EventType>(event: EventOf<T>, when?: { sql: string; values: readonly (string | number)[] }): D1PreparedStatement
}

/** Context of a signed-in caller. */
export interface MemberCtx extends Ctx {
  readonly userId: UserId
  readonly loginId: LoginId
  /** When the access token of this call ends, epoch milliseconds. */
  readonly tokenExpiresAt: number
}

/** The context of an operation: that of a member unless anybody may call it. */
export type CtxOf<E extends Pick<AnyEndpoint, 'auth'>> = E['auth'] extends 'none' ? Ctx : MemberCtx

/** Answers an operation: load, decide, commit, reply. Refusals are returned; a throw is a bug. */
export type Handler<E extends Pick<AnyEndpoint, 'auth' | 'errors' | 'output'> & { input: AnyEndpoint['input']; beside?: AnyEndpoint['beside'] | undefined }> = (
  input: InputOf<E>,
  ctx: CtxOf<E>,
) => Promise<ReplyOf<E> | Failure<ErrorsOf<E>>>

/** An operation with its handler, ready for the edge. */
export interface Route {
  readonly endpoint: AnyEndpoint
  readonly handle: (input: never, ctx: never) => Promise<unknown>
}

/** Ties a handler to its operation. */
export function route<E extends AnyRouteEndpoint>(endpoint: E, handle: Handler<E>): Route {
  return { endpoint, handle }
}

type AnyRouteEndpoint = AnyEndpoint
