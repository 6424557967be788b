import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import * as auth from '@studymate/contract/auth'
import * as live from '@studymate/contract/live'
import * as reference from '@studymate/contract/reference'
import * as signaling from '@studymate/contract/signaling'
import * as values from '@studymate/contract/values'
import { checker } from '../src/app/check.ts'
import { asksForWhole, lightForm } from './plugin.ts'
import { shapeOf } from './shapes.ts'

const user = 'user_0199a8c4e2b07f3c9d1e5a7b'
const room = 'room_0199a8c4e2b07f3c9d1e5a7b'
const at = '2026-11-25T11:00:00.000Z'
const connection = '7f8f4a5e-5f5e-4c1e-9b8e-0d7d3c1f2a10'

const FRAMES: readonly (readonly [string, z.ZodType, unknown])[] = [
  ['CONNECTED', live.ServerFrame, { type: 'CONNECTED', userId: user, heartbeatSeconds: 30 }],
  ['ACK', live.ServerFrame, { type: 'ACK', roomId: room, clientId: 'a-1', messageId: 'msg_0199a8c4e2b07f', seq: 4, createdAt: at }],
  [
    'MESSAGE',
    live.ServerFrame,
    {
      type: 'MESSAGE',
      roomId: room,
      messages: [{ messageId: 'msg_0199a8c4e2b07f', clientId: 'a-1', seq: 1, senderId: user, type: 'text', content: null, createdAt: at, readBy: [user] }],
    },
  ],
  ['PRESENCE', live.ServerFrame, { type: 'PRESENCE', userId: user, online: true, lastSeenAt: at }],
  ['ERROR', live.ServerFrame, { type: 'ERROR', code: 'CHAT_001', message: 'gone', retryAfter: 1.5, details: { reason: 'x' } }],
  ['offer', signaling.CallServerFrame, { type: 'offer', from: user, fromConnection: connection, sdp: 'v=0' }],
  ['ice-candidate', signaling.CallServerFrame, { type: 'ice-candidate', from: user, fromConnection: connection, candidate: null }],
  ['an id', values.UserId, user],
  ['a test', values.TestId, connection],
  ['a level', values.CefrLevel, 'B2'],
  ['a number between', z.number().gt(0).max(9), 4.5],
  ['a record', z.record(z.string().min(2), z.int()), { ab: 1 }],
  ['a list', z.array(z.string()).min(1).max(2), ['a']],
  ['none', z.nullable(z.string()), null],
  ['a strict object', z.strictObject({ a: z.string().optional() }), { a: 'x' }],
]

const ODD: readonly unknown[] = [undefined, null, true, 0, -1, 1.5, 9.5, 1e300, NaN, '', 'a', 'user_', [], ['', ''], {}, { type: 'PONG' }, [1], at]

/** A value with one thing changed, everywhere in it: replaced by something odd, left out, or with a key more. */
function* mutants(value: unknown): Generator<unknown> {
  yield* ODD
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) for (const odd of mutants(one)) yield value.with(index, odd)
    yield [...value, ...value, ...value]
  } else if (typeof value === 'object' && value !== null) {
    yield { ...value, more: 1 }
    for (const [key, one] of Object.entries(value)) {
      yield Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
      for (const odd of mutants(one)) yield { ...value, [key]: odd }
    }
  }
}

describe('a check', () => {
  it.each(FRAMES)('judges as its schema does: %s', (_, schema, good) => {
    const shape = shapeOf(schema, { said: schema === live.ServerFrame || schema === signaling.CallServerFrame })
    if (!shape) throw new Error('no shape')
    const check = checker(shape)
    expect(check.safeParse(good)).toEqual(schema.safeParse(good))
    for (const value of mutants(good)) expect([value, check.safeParse(value).success]).toEqual([value, schema.safeParse(value).success])
  })

  it('judges the form of what the server says, and leaves its rules in code to the server', () => {
    const schema = z.object({ type: z.literal('SAID'), words: values.text({ min: 1, max: 3 }), emoji: z.string().refine((text) => text === '👍') })
    expect(shapeOf(schema)).toBeNull()
    const check = checker(shapeOf(schema, { said: true }) ?? {})
    for (const good of [
      { type: 'SAID', words: '👍👍👍', emoji: '👍' },
      { type: 'SAID', words: 'longer', emoji: 'x' },
    ])
      expect(check.safeParse(good)).toEqual({ success: true, data: good })
    for (const bad of [
      { type: 'SAID', words: 1, emoji: '👍' },
      { type: 'OTHER', words: 'a', emoji: '👍' },
      { type: 'SAID', emoji: '👍' },
    ])
      expect(check.safeParse(bad).success).toBe(false)
  })

  it('throws from parse what does not fit', () => {
    expect(() => checker({ type: 'string' }).parse(1)).toThrow('not as the contract says')
    expect(checker({ type: 'string' }).parse('a')).toBe('a')
  })

  it.each([
    ['a default', z.int().default(1)],
    ['a transform', z.string().trim()],
    ['a rule in code', z.string().refine((text) => text !== 'x')],
    ['one deep inside', z.object({ list: z.array(values.text({ max: 9 })) })],
    ['a coercion', z.coerce.number()],
  ])('is not made for what JSON Schema does not say: %s', (_, schema) => {
    expect(shapeOf(schema)).toBeNull()
  })
})

describe('the light form', () => {
  it('has operations as a call needs them, lists as they are, schemas as checks, and code from the module', () => {
    expect(lightForm(auth, '/c/auth.ts')).toContain('export const login = {"method":"POST","path":"/auth/login","query":[]}\n')
    const form = lightForm({ ...values, CAN_DO: reference.CAN_DO }, '/c/values.ts')
    expect(form).toContain(`export const CEFR_LEVELS = ${JSON.stringify(values.CEFR_LEVELS)}`)
    expect(form).toContain('export const CefrLevel = /* @__PURE__ */ checker({"type":"string","enum":["A1",')
    expect(form).toContain('export { codePoints } from "/c/values.ts?code"')
    expect(form).toContain('export const CAN_DO = {"A1":')
    expect(form).not.toContain('zod')
  })

  const asks = (code: string, source = '@studymate/contract/auth', exports: Readonly<Record<string, unknown>> = auth) =>
    asksForWhole('page.tsx', code, source, exports)

  it('is enough for a page that calls, and not for one that looks into a schema', () => {
    const named = `import { login } from '@studymate/contract/auth'\n`
    expect(asks(`${named}api.call(login, {}); login.path; answer.login.input; type X = typeof login.input`)).toBe(false)
    expect(asks(`${named}zodResolver(login.input)`)).toBe(true)
    expect(asks(`import * as z from 'zod'\n${named}`)).toBe(true)
    expect(asks(`import type * as z from 'zod'\n${named}`)).toBe(false)
    expect(asks(`import * as all from '@studymate/contract/auth'\ncall(all.login)`)).toBe(false)
    expect(asks(`import * as all from '@studymate/contract/auth'\nall.login.input`)).toBe(true)
    expect(asks(`import type { login } from '@studymate/contract/auth'\nlogin.input`)).toBe(false)
    const ids = `import { UserId as Id } from '@studymate/contract/values'\n`
    expect(asks(`${ids}Id.parse(x)`, '@studymate/contract/values', values)).toBe(false)
    expect(asks(`${ids}Id.optional()`, '@studymate/contract/values', values)).toBe(true)
  })
})
