import { ERRORS } from '@studymate/contract/errors'
import type { ErrorCode } from '@studymate/contract/errors'
import type { AsyncApi, OpenApi, RawOperation, Shape } from '#reference/document'

/** Who may call an operation. */
export type Access = 'none' | 'member' | 'admin'

/** A named value: a parameter or a field of an object. */
export interface Field {
  readonly name: string
  readonly required: boolean
  readonly shape: Shape
}

/** One operation, as the page draws it. */
export interface Operation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly aliases: readonly string[]
  readonly tag: string
  readonly summary: string
  readonly access: Access
  /** `<count>/<unit>`; null where the operation has no limit. */
  readonly limit: string | null
  /** Largest body in bytes, where it is not the ordinary one. */
  readonly maxBody: number | null
  readonly inPath: readonly Field[]
  readonly inQuery: readonly Field[]
  readonly body: { readonly kind: string; readonly fields: readonly Field[] } | null
  readonly answer: { readonly status: number; readonly data: Shape; readonly beside: readonly Field[] } | null
  readonly errors: readonly ErrorCode[]
}

/** One frame of a socket. */
export interface Frame {
  readonly id: string
  readonly channel: string
  readonly name: string
  /** Who sends it. */
  readonly from: 'client' | 'server'
  readonly payload: Shape
}

export interface Channel {
  readonly name: string
  readonly address: string
  readonly description: string
  readonly frames: readonly Frame[]
}

export interface NamedShape {
  readonly name: string
  readonly shape: Shape
}

/** Everything that the reference shows. */
export interface Reference {
  readonly version: string
  readonly operations: readonly Operation[]
  readonly channels: readonly Channel[]
  readonly shapes: readonly NamedShape[]
  readonly errors: readonly ErrorCode[]
}

function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERRORS, value)
}

/** The fields of an object, in the order of the document; those named in `but` left out. */
export function fieldsOf(shape: Shape, but: readonly string[] = []): Field[] {
  return Object.entries(shape.properties ?? {})
    .filter(([name]) => !but.includes(name))
    .map(([name, inner]) => ({ name, required: shape.required?.includes(name) ?? false, shape: inner }))
}

function answerOf(of: RawOperation): Operation['answer'] {
  for (const [status, { content }] of Object.entries(of.responses)) {
    // A way on: what it says stands in the head `Location`.
    if (status === '302') return { status: 302, data: { type: 'string', format: 'uri', description: 'Location' }, beside: [] }
    const shape = content?.['application/json']?.schema
    if (!status.startsWith('2') || !shape) continue
    const beside = fieldsOf(shape, ['success', 'data', 'message'])
    return { status: Number(status), data: shape.properties?.['data'] ?? {}, beside }
  }
  return null
}

function errorsOf(of: RawOperation): ErrorCode[] {
  return Object.values(of.responses)
    .flatMap(({ content }) => content?.['application/json']?.schema.properties?.['error']?.properties?.['code']?.enum ?? [])
    .filter(isErrorCode)
}

function operationOf(path: string, method: string, of: RawOperation): Operation {
  const within = (place: string) =>
    of.parameters.filter((parameter) => parameter.in === place).map(({ name, required, schema }) => ({ name, required, shape: schema }))
  const [body] = Object.entries(of.requestBody?.content ?? {})
  return {
    id: of.operationId,
    method: method.toUpperCase(),
    path,
    aliases: of['x-aliases'],
    tag: of.tags[0] ?? '',
    summary: of.summary,
    access: of['x-access'] === 'admin' ? 'admin' : of.security.length > 0 ? 'member' : 'none',
    limit: of['x-rate-limit'] ?? null,
    maxBody: of['x-max-body'] ?? null,
    inPath: within('path'),
    inQuery: within('query'),
    body: body ? { kind: body[0], fields: fieldsOf(body[1].schema) } : null,
    answer: answerOf(of),
    errors: errorsOf(of),
  }
}

function channelOf(name: string, channel: AsyncApi['channels'][string]): Channel {
  return {
    name,
    address: channel.address,
    description: channel.description,
    frames: Object.entries(channel.messages).map(([key, { name: frame, payload }]) => {
      const from = key.startsWith('client.') ? 'client' : 'server'
      return { id: `${name}.${from}.${frame}`, channel: name, name: frame, from, payload }
    }),
  }
}

/** The page's own view of the two documents. Operations stand in the order of the contract, tag by tag. */
export function referenceOf(open: OpenApi, live: AsyncApi): Reference {
  const operations = Object.entries(open.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, of]) => operationOf(path, method, of)))
  const channels = Object.entries(live.channels).map(([name, channel]) => channelOf(name, channel))
  const shapes = { ...live.components.schemas, ...open.components.schemas }
  return {
    version: open.info.version,
    operations,
    channels,
    shapes: Object.entries(shapes)
      .map(([name, shape]) => ({ name, shape }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en')),
    errors: Object.keys(ERRORS).filter(isErrorCode),
  }
}
