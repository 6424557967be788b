import * as z from 'zod'
import type { ErrorCode } from './errors.ts'
import { Pagination } from './values.ts'

/** HTTP methods of operations. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Who may call: anybody, a signed-in person, an administrator of the installation. */
export type Access = 'none' | 'member' | 'admin'

/** `<count>/<unit>`: so many calls in a unit for one person (or one address where nobody is signed in). */
export type Limit = `${number}/${'sec' | 'min' | 'hour' | 'day'}`

type ParamsOf<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamsOf<Rest> : never

/** What a definition of an operation says. */
export interface Definition<P extends string, S extends z.core.$ZodShape, O extends z.ZodType, E extends readonly ErrorCode[], B extends z.core.$ZodShape> {
  /** Name in the clients, `operationId` in OpenAPI. */
  readonly id: string
  readonly method: Method
  /** Path under `/api/v1`, with `{name}` for parameters, each of them a key of `input`. */
  readonly path: P
  /** The same operation under the guide's other name. */
  readonly aliases?: readonly string[]
  readonly tag: string
  readonly summary: string
  readonly auth: Access
  readonly limit?: Limit
  /** `object`: counted exactly in a limiter object across all isolates (sign-in, codes, mails), per address. */
  readonly limitBy?: 'isolate' | 'object'
  /** Every parameter: of the path, of the query (GET, DELETE, and those named in `query`), of the body (the others). */
  readonly input: z.ZodObject<S>
  readonly query?: readonly (keyof S & string)[]
  readonly body?: 'json' | 'multipart'
  /** Largest body in bytes; 256 KB unless told (decisions §3). */
  readonly maxBody?: number
  /** The value under `data`. */
  readonly output: O
  /** Fields that the guide puts beside `data`. */
  readonly beside?: z.ZodObject<B>
  readonly status?: 200 | 201 | 202
  /** Answers 302 instead of JSON: `output` is the address in `Location`. For what a browser opens by itself. */
  readonly redirects?: true
  /** The answer holds a secret: it is never kept for an Idempotency-Key, the operation runs again and finds what it made. */
  readonly secret?: true
  /** What a handler may refuse with; the edge adds what every operation can answer. */
  readonly errors: E
}

/** An operation of the service, said once: types, validation, OpenAPI, clients and docs follow from it. */
export interface Endpoint<
  P extends string = string,
  S extends z.core.$ZodShape = z.core.$ZodShape,
  O extends z.ZodType = z.ZodType,
  E extends readonly ErrorCode[] = readonly ErrorCode[],
  B extends z.core.$ZodShape = z.core.$ZodShape,
> extends Definition<P, S, O, E, B> {
  readonly query: readonly (keyof S & string)[]
}

/** Any operation, for loops over all of them. */
export interface AnyEndpoint extends Omit<Endpoint, 'input' | 'query' | 'beside'> {
  readonly input: z.ZodObject
  readonly query: readonly string[]
  readonly beside?: z.ZodObject
}

type NoShape = Record<never, never>

/** Defines an operation. A path parameter that is missing from `input` does not compile. */
export function endpoint<
  const P extends string,
  S extends z.core.$ZodShape & Record<ParamsOf<P>, z.core.$ZodType>,
  O extends z.ZodType,
  const E extends readonly ErrorCode[],
  B extends z.core.$ZodShape = NoShape,
>(definition: Definition<P, S, O, E, B>): Endpoint<P, S, O, E, B> {
  const inPath = pathParameters(definition.path)
  const inQuery =
    definition.method === 'GET' || definition.method === 'DELETE'
      ? Object.keys(definition.input.shape).filter((key) => !inPath.includes(key))
      : (definition.query ?? [])
  return { ...definition, query: inQuery }
}

/** Names of the parameters in a path template, in order. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
}

/** `beside` of a list that pages. */
export const paged = z.object({ pagination: Pagination })

/** Parsed input of an operation, as its handler gets it. */
export type InputOf<E extends { input: z.ZodType }> = z.output<E['input']>
/** Input of an operation, as a caller writes it. */
export type CallOf<E extends { input: z.ZodType }> = z.input<E['input']>
/** The value under `data`. */
export type DataOf<E extends { output: z.ZodType }> = z.output<E['output']>
/** What a handler returns: the data, or `{ data, …beside }` where the operation has fields beside it. */
export type ReplyOf<E extends { output: z.ZodType; beside?: z.ZodObject | undefined }> =
  NonNullable<E['beside']> extends z.ZodObject<infer B>
    ? [keyof B] extends [never]
      ? z.input<E['output']>
      : { data: z.input<E['output']> } & z.input<z.ZodObject<B>>
    : z.input<E['output']>
/** What a client gets back: the whole envelope of a success. */
export type EnvelopeOf<E extends { output: z.ZodType; beside?: z.ZodObject | undefined }> = { success: true; data: DataOf<E>; message?: string } & (NonNullable<
  E['beside']
> extends z.ZodObject<infer B>
  ? [keyof B] extends [never]
    ? unknown
    : z.output<z.ZodObject<B>>
  : unknown)
/** Codes that a handler may return. */
export type ErrorsOf<E extends { errors: readonly ErrorCode[] }> = E['errors'][number]

/** Codes that the edge itself answers for an operation. */
export function edgeErrors(of: Pick<AnyEndpoint, 'auth' | 'limit' | 'method' | 'body'>): ErrorCode[] {
  const codes: ErrorCode[] = ['VALIDATION_ERROR', 'INTERNAL']
  if (of.auth !== 'none') codes.push('AUTH_001', 'AUTH_002', 'AUTH_003')
  if (of.auth === 'admin') codes.push('USER_002')
  if (of.limit) codes.push('RATE_LIMITED')
  if (of.method !== 'GET') codes.push(of.body === 'multipart' ? 'FILE_TOO_LARGE' : 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE')
  if (of.method === 'POST') codes.push('CONFLICT')
  return codes
}

/** Stands before the path of every operation. */
export const API_PREFIX = '/api/v1'
