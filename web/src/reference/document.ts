import * as z from 'zod'

/** What a value may be, as far as the reference shows it (JSON Schema 2020-12 and draft 7). */
export interface Shape {
  readonly $ref?: string | undefined
  readonly type?: string | readonly string[] | undefined
  readonly const?: unknown
  readonly enum?: readonly unknown[] | undefined
  readonly properties?: Readonly<Record<string, Shape>> | undefined
  readonly required?: readonly string[] | undefined
  readonly items?: Shape | undefined
  readonly oneOf?: readonly Shape[] | undefined
  readonly anyOf?: readonly Shape[] | undefined
  readonly allOf?: readonly Shape[] | undefined
  readonly additionalProperties?: boolean | Shape | undefined
  readonly format?: string | undefined
  readonly pattern?: string | undefined
  readonly minLength?: number | undefined
  readonly maxLength?: number | undefined
  readonly minimum?: number | undefined
  readonly maximum?: number | undefined
  readonly minItems?: number | undefined
  readonly maxItems?: number | undefined
  readonly default?: unknown
  readonly example?: unknown
  readonly description?: string | undefined
}

const text = z.string().optional()
const number = z.number().optional()

const Shape: z.ZodType<Shape> = z.lazy(() =>
  z.object({
    $ref: text,
    type: z.union([z.string(), z.array(z.string())]).optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    properties: z.record(z.string(), Shape).optional(),
    required: z.array(z.string()).optional(),
    items: Shape.optional(),
    oneOf: z.array(Shape).optional(),
    anyOf: z.array(Shape).optional(),
    allOf: z.array(Shape).optional(),
    additionalProperties: z.union([z.boolean(), Shape]).optional(),
    format: text,
    pattern: text,
    minLength: number,
    maxLength: number,
    minimum: number,
    maximum: number,
    minItems: number,
    maxItems: number,
    default: z.unknown().optional(),
    example: z.unknown().optional(),
    description: text,
  }),
)

const Content = z.record(z.string(), z.object({ schema: Shape }))

const Operation = z.object({
  operationId: z.string(),
  tags: z.array(z.string()).default([]),
  summary: z.string().default(''),
  security: z.array(z.unknown()).default([]),
  'x-access': text,
  'x-aliases': z.array(z.string()).default([]),
  'x-rate-limit': text,
  'x-max-body': number,
  parameters: z.array(z.object({ in: z.string(), name: z.string(), required: z.boolean().default(false), schema: Shape })).default([]),
  requestBody: z.object({ required: z.boolean().default(false), content: Content }).optional(),
  responses: z.record(z.string(), z.object({ content: Content.optional() })),
})

const Components = z.object({ schemas: z.record(z.string(), Shape).default({}) })

/** The part of `/openapi.json` that the reference draws. */
export const OpenApi = z.object({
  info: z.object({ version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: Components,
})

/** The part of `/asyncapi.json` that the reference draws. */
export const AsyncApi = z.object({
  channels: z.record(
    z.string(),
    z.object({ address: z.string(), description: z.string().default(''), messages: z.record(z.string(), z.object({ name: z.string(), payload: Shape })) }),
  ),
  components: Components,
})

export type OpenApi = z.infer<typeof OpenApi>
export type AsyncApi = z.infer<typeof AsyncApi>
export type RawOperation = z.infer<typeof Operation>
