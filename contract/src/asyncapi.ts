import * as z from 'zod'
import { ClientFrame, ServerFrame } from './live.ts'
import { CallClientFrame, CallServerFrame } from './signaling.ts'

/** A channel of frames: what a client sends and what the server sends. */
export interface FrameChannel {
  readonly name: string
  readonly address: string
  readonly description: string
  readonly client: z.ZodDiscriminatedUnion
  readonly server: z.ZodDiscriminatedUnion
}

/** Every socket of the service. */
export const CHANNELS: readonly FrameChannel[] = [
  { name: 'live', address: '/ws', description: 'One socket a device: chat, presence, bell, ringing.', client: ClientFrame, server: ServerFrame },
  {
    name: 'call',
    address: '/ws/session/{sessionId}',
    description: 'One socket a page in a call: who is there, signaling, microphone and camera.',
    client: CallClientFrame,
    server: CallServerFrame,
  },
]

function nameOf(option: z.core.$ZodType): string {
  const shape = option instanceof z.ZodObject ? option.shape : {}
  const type = shape['type']
  return type instanceof z.ZodLiteral ? String(type.value) : 'frame'
}

type Schemas = Record<string, unknown>

/** The JSON Schema of a frame; what it names goes into `schemas`, where the document's references lead. */
function payloadOf(option: z.core.$ZodType, io: 'input' | 'output', schemas: Schemas): unknown {
  const { definitions, $schema: _, ...schema } = z.toJSONSchema(option, { io, unrepresentable: 'any', target: 'draft-7' })
  const relocate = (part: object): unknown =>
    JSON.parse(JSON.stringify(part, (key, value: unknown) => (key === '$id' ? undefined : value)).replaceAll('"#/definitions/', '"#/components/schemas/'))
  for (const [name, definition] of Object.entries(definitions ?? {})) {
    // The tool adds its own id to each named schema; as a base address it would bend every reference inside.
    const { id: __, ...bare } = typeof definition === 'object' ? { id: undefined, ...definition } : { id: undefined }
    schemas[name] = relocate(bare)
  }
  return relocate(schema)
}

function messagesOf(union: z.ZodDiscriminatedUnion, io: 'input' | 'output', schemas: Schemas) {
  return Object.fromEntries(
    union.options.map((option) => {
      const name = nameOf(option)
      return [name, { name, title: name, contentType: 'application/json', payload: payloadOf(option, io, schemas) }]
    }),
  )
}

/** Parameters of an address, which AsyncAPI wants declared. */
function parametersOf(address: string): Record<string, unknown> {
  const names = [...address.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  return names.length > 0 ? { parameters: Object.fromEntries(names.map((name) => [name, { description: `The ${name} of the API.` }])) } : {}
}

/** The AsyncAPI 3 document of the sockets, from the schemas that parse their frames. */
export function asyncApiDocument(host: string, secure: boolean): Record<string, unknown> {
  const channels: Record<string, unknown> = {}
  const operations: Record<string, unknown> = {}
  const schemas: Schemas = {}
  for (const channel of CHANNELS) {
    const client = messagesOf(channel.client, 'input', schemas)
    const server = messagesOf(channel.server, 'output', schemas)
    channels[channel.name] = {
      address: channel.address,
      description: channel.description,
      ...parametersOf(channel.address),
      messages: { ...server, ...Object.fromEntries(Object.entries(client).map(([name, message]) => [`client.${name}`, message])) },
    }
    const ref = { $ref: `#/channels/${channel.name}` }
    const refs = (keys: string[]) => keys.map((key) => ({ $ref: `#/channels/${channel.name}/messages/${key}` }))
    operations[`${channel.name}.receive`] = { action: 'receive', channel: ref, messages: refs(Object.keys(client).map((key) => `client.${key}`)) }
    operations[`${channel.name}.send`] = { action: 'send', channel: ref, messages: refs(Object.keys(server)) }
  }
  return {
    asyncapi: '3.0.0',
    info: { title: 'StudyMate live', version: '1.0.0' },
    servers: { this: { host, protocol: secure ? 'wss' : 'ws' } },
    channels,
    operations,
    components: { schemas },
  }
}
