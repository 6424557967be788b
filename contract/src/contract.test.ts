import { Parser } from '@asyncapi/parser'
import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { asyncApiDocument } from './asyncapi.ts'
import { requestOf, toApiError } from './client.ts'
import { endpoint } from './endpoint.ts'
import { ENDPOINTS } from './endpoints.ts'
import { ERRORS, fail, isFailure, tongueOf } from './errors.ts'
import { openApiDocument } from './openapi.ts'
import { codePoints, text } from './values.ts'

describe('the operations', () => {
  it('have names and paths of their own', () => {
    const names = ENDPOINTS.map((of) => of.id)
    expect(new Set(names).size).toBe(names.length)
    const places = ENDPOINTS.flatMap((of) => [of.path, ...(of.aliases ?? [])].map((path) => `${of.method} ${path.replaceAll(/\{\w+\}/g, '{}')}`))
    expect(new Set(places).size).toBe(places.length)
  })

  it('make a document in which every reference leads somewhere', () => {
    const document = JSON.stringify(openApiDocument(ENDPOINTS, 'https://study.example'))
    for (const [, name] of document.matchAll(/"#\/components\/schemas\/(\w+)"/g)) expect(document).toContain(`"${name}":{`)
  })

  it('make a valid AsyncAPI document', async () => {
    const { diagnostics } = await new Parser().parse(JSON.stringify(asyncApiDocument('study.example', true)))
    expect(diagnostics.filter(({ severity }) => severity === 0).map(({ message, path }) => `${path.join('.')}: ${message}`)).toEqual([])
  })
})

describe('the client', () => {
  const of = endpoint({
    id: 'x',
    method: 'DELETE',
    path: '/a/{id}',
    tag: 't',
    summary: '',
    auth: 'none',
    input: z.object({ id: z.string(), list: z.array(z.string()).optional() }),
    output: z.object({}),
    errors: [],
  })
  it('puts each parameter in its place', () => {
    expect(requestOf(of, { id: 'a/b?c', list: ['x', 'y'] })).toMatchObject({ url: '/api/v1/a/a%2Fb%3Fc', params: { list: 'x,y' } })
  })
  it('names what went wrong', () => {
    expect(toApiError(new Error('refused')).code).toBe('NETWORK_ERROR')
    expect(toApiError({ response: { status: 502, data: '<html>', headers: {} } })).toMatchObject({ code: 'UNKNOWN', status: 502 })
    expect(
      toApiError({ response: { status: 404, data: { error: { code: 'CHAT_001', message: 'no', details: {} } }, headers: { 'x-request-id': 'r' } } }),
    ).toMatchObject({ code: 'CHAT_001', requestId: 'r' })
  })
})

describe('failures', () => {
  it('are of one catalogue, in both languages', () => {
    for (const [code, { status, ko, en }] of Object.entries(ERRORS)) {
      expect(status, code).toBeGreaterThanOrEqual(400)
      expect(ko, code).toMatch(/[가-힣].*[.!]$/)
      expect(en, code).toMatch(/^[A-Z].*[.!]$/)
    }
    expect(isFailure(fail('NOT_FOUND'))).toBe(true)
    expect(isFailure({ code: 'NOT_FOUND' })).toBe(false)
  })
  it.each([
    [null, 'ko'],
    ['en-US,en;q=0.9,ko;q=0.8', 'en'],
    ['fr,ko;q=0.8,en;q=0.5', 'ko'],
    ['*', 'ko'],
  ])('speak the language of %s', (header, tongue) => expect(tongueOf(header)).toBe(tongue))
})

describe('free text', () => {
  const name = text({ min: 1, max: 5, line: true })
  it('is counted in code points after NFC, and kept in NFC', () => {
    expect(name.parse(' 한국어 '.normalize('NFD'))).toBe('한국어')
    expect(codePoints('👨‍👩‍👧‍👦')).toBe(7)
    expect(name.safeParse('👨‍👩‍👧‍👦').success).toBe(false)
  })
  it('shows something, unless it may be empty', () => {
    for (const value of ['\u200b\u200b', '\u3164', '\u115f\u1160', '\u2800', '\ufeff\u2060', '\u0301', '\u00ad'])
      expect([value, name.safeParse(value).success]).toEqual([value, false])
    expect(name.parse('한\u200d')).toBe('한\u200d')
    expect(name.parse('🙂')).toBe('🙂')
    expect(text({ max: 5 }).safeParse('\u200b').success).toBe(true)
  })
  it.each(['', '   ', 'a\u2028b', 'a\u0000b', 'a\nb', '\ud83d', '\u202eabc', 'sixsix'])('refuses %j', (value) =>
    expect(name.safeParse(value).success).toBe(false),
  )
})
