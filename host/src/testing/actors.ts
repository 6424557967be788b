import axios from 'axios'
import type { AxiosInstance } from 'axios'
import { inject } from 'vitest'
import * as auth from '@studymate/contract/auth'
import { requestOf } from '@studymate/contract/client'
import type { AnyEndpoint, CallOf, DataOf, EnvelopeOf } from '@studymate/contract/endpoint'
import type { ErrorCode } from '@studymate/contract/errors'
import * as onboarding from '@studymate/contract/onboarding'
import type { TopicCode } from '@studymate/contract/reference'
import type { CefrLevel, LanguageCode } from '@studymate/contract/values'
import { UserId } from '@studymate/contract/values'

let counter = 0

/** A number that no other test of this run uses. */
export function fresh(): number {
  counter += 1
  return (process.pid % 10_000) * 10_000 + counter
}

/** An address of its own for an actor, so that the limits of an address do not trip. */
export function freshAddress(): string {
  const n = fresh()
  return `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`
}

/** What a call came back with: `code` is `OK` or the code of the failure. */
export interface Reply<E extends AnyEndpointOf> {
  readonly code: 'OK' | ErrorCode
  readonly status: number
  readonly headers: Record<string, string>
  readonly data: DataOf<E> | null
  readonly envelope: EnvelopeOf<E> | null
  readonly details: Record<string, unknown>
  readonly message: string
}

type AnyEndpointOf = AnyEndpoint

/** Somebody who calls the service from an address of their own, signed in or not. */
export class Actor {
  readonly address = freshAddress()
  readonly axios: AxiosInstance
  readonly url: string
  token: string | null = null
  constructor(url: string = inject('hostUrl')) {
    this.url = url
    this.axios = axios.create({ baseURL: url, validateStatus: () => true, headers: { 'x-forwarded-for': this.address, 'accept-language': 'en' } })
  }

  /** Calls an operation; a refusal is a value. */
  async call<E extends AnyEndpointOf>(of: E, input: CallOf<E>, headers: Record<string, string> = {}): Promise<Reply<E>> {
    const request = requestOf(of, isRecord(input) ? input : {})
    const reply = await this.axios.request({ ...request, headers: { ...(this.token ? { authorization: `Bearer ${this.token}` } : {}), ...headers } })
    const body: unknown = reply.data
    const failed = isRecord(body) && isRecord(body['error']) ? body['error'] : null
    return {
      code: failed ? (String(failed['code']) as ErrorCode) : 'OK',
      status: reply.status,
      headers: Object.fromEntries(Object.entries(reply.headers).map(([name, value]) => [name, String(value)])),
      data: failed || !isRecord(body) ? null : (body['data'] as DataOf<E>),
      envelope: failed ? null : (body as EnvelopeOf<E>),
      details: failed && isRecord(failed['details']) ? failed['details'] : {},
      message: failed ? String(failed['message']) : '',
    }
  }

  /** Calls an operation that must succeed, and gives its data. */
  async ok<E extends AnyEndpointOf>(of: E, input: CallOf<E>, headers: Record<string, string> = {}): Promise<DataOf<E>> {
    const reply = await this.call(of, input, headers)
    if (reply.code !== 'OK' || reply.envelope === null)
      throw new Error(`${of.id} answered ${reply.status} ${reply.code} ${reply.message} ${JSON.stringify(reply.details)}`)
    return reply.data as DataOf<E>
  }

  /** A bare request, for bodies that no client would send. */
  raw(method: string, path: string, body?: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.url + path, {
      method,
      headers: {
        'x-forwarded-for': this.address,
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    })
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A signed-in person. */
export class Person extends Actor {
  readonly account: auth.Account
  readonly email: string
  readonly password: string
  tokens: auth.Tokens
  constructor(of: { account: auth.Account; email: string; password: string; tokens: auth.Tokens }, url?: string) {
    super(url)
    this.account = of.account
    this.email = of.email
    this.password = of.password
    this.tokens = of.tokens
    this.token = of.tokens.accessToken
  }
  get userId(): UserId {
    return UserId.parse(this.account.userId)
  }
  get name(): string {
    return this.account.displayName
  }
}

/** What a new person says of themselves. */
export interface PersonFacts {
  readonly displayName?: string
  readonly birthYear?: number
  readonly timeZone?: string
  readonly locale?: 'ko' | 'en'
}

/** A new account through the API. */
export async function person(facts: PersonFacts = {}, url?: string): Promise<Person> {
  const email = `p${fresh()}@study.example`
  const password = 'Quiet-River-42'
  const visitor = new Actor(url)
  const { user, ...tokens } = await visitor.ok(auth.register, {
    email,
    password,
    displayName: facts.displayName ?? `Person ${fresh()}`,
    birthYear: facts.birthYear ?? 1995,
    timeZone: facts.timeZone ?? 'Asia/Seoul',
    locale: facts.locale ?? 'en',
  })
  return new Person({ account: user, email, password, tokens }, url)
}

/** Several at once. */
export function people(count: number, facts: PersonFacts = {}, url?: string): Promise<Person[]> {
  return Promise.all(Array.from({ length: count }, () => person(facts, url)))
}

/** What a person says in the welcome. Free hours are in `timeZone`. */
export interface LearnerFacts extends PersonFacts {
  readonly speaks: LanguageCode
  readonly learns: LanguageCode
  readonly level?: CefrLevel
  readonly topics?: readonly TopicCode[]
  readonly slots?: CallOf<typeof onboarding.saveSchedule>['slots']
}

/** Somebody who has been through the welcome, as the pages do it. */
export async function learner(facts: LearnerFacts, url?: string): Promise<Person> {
  const { speaks, learns, level = 'B1', topics = [], slots = [], ...account } = facts
  const somebody = await person(account, url)
  await somebody.ok(onboarding.saveNativeLanguage, { languageCode: speaks })
  await somebody.ok(onboarding.saveLearningLanguages, { languageCodes: [learns] })
  await somebody.ok(onboarding.saveLanguageLevel, { languageCode: learns, level })
  if (topics.length > 0) await somebody.ok(onboarding.saveTopics, { topics: [...topics] })
  if (slots.length > 0) await somebody.ok(onboarding.saveSchedule, { timeZone: facts.timeZone ?? 'Asia/Seoul', slots })
  await somebody.ok(onboarding.completeOnboarding, {})
  return somebody
}
