import { describe, expect, it } from 'vitest'
import { asyncApiDocument } from '@studymate/contract/asyncapi'
import { ENDPOINTS } from '@studymate/contract/endpoints'
import { openApiDocument } from '@studymate/contract/openapi'
import { AsyncApi, OpenApi } from '#reference/document'
import type { Shape } from '#reference/document'
import { referenceOf } from '#reference/model'
import { isNothing, search } from '#reference/search'
import { limitsOf, nameOf, plainType } from '#reference/shape'

/** As a browser gets it: through JSON. */
const served = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const reference = referenceOf(
  OpenApi.parse(served(openApiDocument(ENDPOINTS, 'http://127.0.0.1'))),
  AsyncApi.parse(served(asyncApiDocument('127.0.0.1', false))),
)
const operation = (id: string) => reference.operations.find((of) => of.id === id)

function namesIn(shape: Shape): string[] {
  const name = nameOf(shape)
  const inner = [
    ...Object.values(shape.properties ?? {}),
    ...(shape.oneOf ?? []),
    ...(shape.anyOf ?? []),
    ...(shape.allOf ?? []),
    ...(shape.items ? [shape.items] : []),
  ]
  return [...(name === null ? [] : [name]), ...inner.flatMap(namesIn)]
}

describe('the reference', () => {
  it('shows every operation of the contract with what the contract says of it', () => {
    expect(reference.operations.map(({ id }) => id).toSorted()).toEqual(ENDPOINTS.map(({ id }) => id).toSorted())
    for (const of of ENDPOINTS) {
      const shown = operation(of.id)
      expect(shown, of.id).toMatchObject({
        method: of.method,
        path: `/api/v1${of.path}`,
        access: of.auth,
        limit: of.limit ?? null,
        maxBody: of.maxBody ?? null,
      })
      expect(shown?.errors, of.id).toEqual(expect.arrayContaining([...of.errors]))
      const names = [...(shown?.inPath ?? []), ...(shown?.inQuery ?? []), ...(shown?.body?.fields ?? [])].map(({ name }) => name)
      expect(names.toSorted(), of.id).toEqual(Object.keys(of.input.shape).toSorted())
      expect(shown?.answer, of.id).not.toBeNull()
    }
  })

  it('leads every name to a shape', () => {
    const known = new Set(reference.shapes.map(({ name }) => name))
    const roots = [
      ...reference.operations.flatMap(({ inPath, inQuery, body, answer }) =>
        [...inPath, ...inQuery, ...(body?.fields ?? []), ...(answer?.beside ?? [])].map(({ shape }) => shape).concat(answer ? [answer.data] : []),
      ),
      ...reference.channels.flatMap(({ frames }) => frames.map(({ payload }) => payload)),
      ...reference.shapes.map(({ shape }) => shape),
    ]
    expect(roots.flatMap(namesIn).filter((name) => !known.has(name))).toEqual([])
  })

  it('keeps frames of either side apart, also under one name', () => {
    const typing = reference.channels.flatMap(({ frames }) => frames).filter(({ name }) => name === 'TYPING')
    expect(typing.map(({ id }) => id).toSorted()).toEqual(['live.client.TYPING', 'live.server.TYPING'])
  })
})

describe('search', () => {
  it.each([
    ['matching request hello', 'requestMatch'],
    ['/session/create', 'createSession'],
    ['targetuserid', 'requestMatch'],
    ['POST invalid_credentials', 'login'],
  ])('%s finds %s', (query, id) => {
    expect(search(reference, query).operations.map((of) => of.id)).toContain(id)
  })

  it('holds every word, whatever its case', () => {
    expect(search(reference, 'matching zzz').operations).toEqual([])
    expect(isNothing(search(reference, 'zzz'))).toBe(true)
    expect(search(reference, '  ')).toBe(reference)
  })

  it('finds an error by its sentence in either language', () => {
    expect(search(reference, '자리가').errors).toEqual(['SESSION_002'])
    expect(search(reference, 'session is full').errors).toEqual(['SESSION_002'])
  })
})

describe('limits', () => {
  it.each<[Shape, readonly string[]]>([
    [{ type: 'string', minLength: 1, maxLength: 300 }, ['1 ≤ length ≤ 300']],
    [{ type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER, default: 20 }, ['n ≥ 1', 'default 20']],
    [{ type: 'integer', minimum: -Number.MAX_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }, []],
    [{ anyOf: [{ type: 'number', minimum: 0, maximum: 100 }, { type: 'null' }] }, ['0 ≤ x ≤ 100']],
    [{ type: 'string', format: 'date-time', pattern: '^long$' }, ['date-time']],
    [{ type: 'array', maxItems: 5, items: {} }, ['items ≤ 5']],
  ])('%j reads %j', (shape, limits) => {
    expect(limitsOf(shape)).toEqual(limits)
  })

  it('names plain types', () => {
    expect(plainType({ type: ['string', 'null'] })).toBe('string | null')
    expect(plainType({ enum: ['a', 'b'] })).toBe('"a" | "b"')
    expect(plainType({ type: 'string', format: 'binary' })).toBe('file')
  })
})
