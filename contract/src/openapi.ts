import * as z from 'zod'
import { createDocument } from 'zod-openapi'
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject, ZodOpenApiResponsesObject } from 'zod-openapi'
import { API_PREFIX, edgeErrors, pathParameters } from './endpoint.ts'
import type { AnyEndpoint } from './endpoint.ts'
import { ERRORS } from './errors.ts'
import type { ErrorCode } from './errors.ts'

function errorSchema(codes: readonly ErrorCode[]) {
  return z.object({
    success: z.literal(false),
    error: z.object({ code: z.enum(codes as [ErrorCode, ...ErrorCode[]]), message: z.string(), details: z.record(z.string(), z.unknown()) }),
  })
}

function pick(shape: Record<string, z.core.$ZodType>, keys: readonly string[]) {
  return z.object(Object.fromEntries(Object.entries(shape).filter(([key]) => keys.includes(key))))
}

function operation(of: AnyEndpoint): ZodOpenApiOperationObject {
  const inPath = pathParameters(of.path)
  const shape = of.input.shape
  const inBody = Object.keys(shape).filter((key) => !inPath.includes(key) && !of.query.includes(key))
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of new Set([...of.errors, ...edgeErrors(of)])) {
    const status = ERRORS[code].status
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  const requestId = { 'X-Request-Id': { schema: { type: 'string' } } } as const
  const responses: ZodOpenApiResponsesObject = of.redirects
    ? { '302': { description: 'On to the address in `Location`', headers: { ...requestId, Location: { schema: { type: 'string', format: 'uri' } } } } }
    : {
        [`${of.status ?? 200}` as const]: {
          description: 'Done',
          headers: requestId,
          content: {
            'application/json': { schema: z.object({ success: z.literal(true), data: of.output, ...of.beside?.shape, message: z.string().optional() }) },
          },
        },
      }
  for (const [status, codes] of byStatus) {
    responses[`${status}` as `4${string}`] = {
      description: codes.map((code) => `${code}: ${ERRORS[code].en}`).join(' '),
      content: { 'application/json': { schema: errorSchema(codes) } },
    }
  }
  const optionalBody = pick(shape, inBody).safeParse({}).success
  return {
    operationId: of.id,
    tags: [of.tag],
    summary: of.summary,
    ...(of.auth === 'none' ? { security: [] } : { security: [{ bearer: [] }] }),
    ...(of.aliases ? { 'x-aliases': of.aliases.map((path) => API_PREFIX + path) } : {}),
    ...(of.auth === 'admin' ? { 'x-access': 'admin' } : {}),
    ...(of.limit ? { 'x-rate-limit': of.limit } : {}),
    ...(of.maxBody === undefined ? {} : { 'x-max-body': of.maxBody }),
    requestParams: {
      ...(inPath.length ? { path: pick(shape, inPath) } : {}),
      ...(of.query.length ? { query: pick(shape, of.query) } : {}),
    },
    ...(inBody.length
      ? {
          requestBody: {
            required: !optionalBody,
            content: { [of.body === 'multipart' ? 'multipart/form-data' : 'application/json']: { schema: pick(shape, inBody) } },
          },
        }
      : {}),
    responses,
  }
}

/** The OpenAPI 3.1 document of the operations; `origin` is the server's address. */
export function openApiDocument(endpoints: readonly AnyEndpoint[], origin: string) {
  const paths: ZodOpenApiPathsObject = {}
  for (const of of endpoints) {
    const path = API_PREFIX + of.path
    paths[path] = { ...paths[path], [of.method.toLowerCase()]: operation(of) }
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'StudyMate', version: '1.0.0', description: 'Language exchange: accounts, matching, chat, calls, level test.' },
    servers: [{ url: origin }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    paths,
  })
}
