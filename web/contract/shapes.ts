import * as z from 'zod'
import type { Shape } from '../src/app/check.ts'

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Kinds of schemas whose JSON Schema says all that they check, and which change nothing of a value. */
const PLAIN = new Set([
  'string', 'number', 'boolean', 'null', 'literal', 'enum', 'object', 'array', 'union', 'intersection', 'record', 'optional', 'nullable', 'unknown', 'any', 'never',
]) // prettier-ignore
const PLAIN_CHECKS = new Set(['min_length', 'max_length', 'length_equals', 'greater_than', 'less_than', 'string_format', 'number_format'])

/** Words of JSON Schema that `check.ts` knows; others that only describe are left out. */
const KNOWN = new Set([
  'type', 'const', 'enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum',
  'items', 'minItems', 'maxItems', 'properties', 'required', 'additionalProperties', 'propertyNames', 'anyOf', 'allOf',
]) // prettier-ignore
const DESCRIBING = new Set(['$schema', '$defs', 'id', 'title', 'description', 'example', 'examples', 'format'])

/** True where JSON Schema says the whole of a schema: no transform, no default, no check of our own. What was `said` is past its rules in code. */
function isPlain(schema: z.core.$ZodType, said: boolean): boolean {
  const { def } = schema._zod
  if (said && schema instanceof z.ZodPipe) return isPlain(schema.def.in, said)
  if (!PLAIN.has(def.type) || 'coerce' in def) return false
  const checks = (def.checks ?? []).filter((check) => !said || check._zod.def.check !== 'custom')
  return checks.every((check) => PLAIN_CHECKS.has(check._zod.def.check)) && partsOf(def).every((part) => isPlain(part, said))
}

function partsOf(def: object): z.core.$ZodType[] {
  const values = Object.values(def).flatMap((value: unknown) => (Array.isArray(value) ? value : [value]))
  const shape = 'shape' in def && isRecord(def.shape) ? Object.values(def.shape) : []
  return [...values, ...shape].filter((value) => value instanceof z.core.$ZodType && !(value instanceof z.core.$ZodCheck))
}

function lean(of: unknown, defs: Record<string, unknown>, said: boolean): Shape {
  if (!isRecord(of)) throw new Error(`not a JSON schema of this kind: ${JSON.stringify(of)}`)
  const { $ref } = of
  if (typeof $ref === 'string') return lean(defs[$ref.replace('#/$defs/', '')], defs, said)
  const inner = (value: unknown): Shape => lean(value, defs, said)
  const words = Object.entries(of).flatMap(([word, value]): [string, unknown][] => {
    if (DESCRIBING.has(word)) return []
    // Of people's text the documents count code points, a check UTF-16 units.
    if (said && (word === 'minLength' || word === 'maxLength')) return []
    if (word === 'oneOf') return [['anyOf', list(value).map(inner)]]
    if (!KNOWN.has(word)) throw new Error(`check.ts does not know ${word}`)
    if (word === 'anyOf' || word === 'allOf') return [[word, list(value).map(inner)]]
    if (word === 'items' || word === 'propertyNames') return [[word, inner(value)]]
    if (word === 'additionalProperties') return typeof value === 'boolean' ? (value ? [] : [[word, false]]) : [[word, inner(value)]]
    if (word === 'properties' && isRecord(value)) return [[word, Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inner(one)]))]]
    // Every whole number of JavaScript is between them.
    if (value === Number.MAX_SAFE_INTEGER || value === Number.MIN_SAFE_INTEGER) return []
    return [[word, value]]
  })
  return Object.fromEntries(words)
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/**
 * What `check.ts` needs to judge values as a schema does; null where JSON Schema does not say the whole of it (transforms, defaults, rules in code).
 * With `said` it judges only the form: what our own server says has been through its rules and lengths already.
 */
export function shapeOf(schema: z.ZodType, { said = false } = {}): Shape | null {
  if (!isPlain(schema, said)) return null
  const document: unknown = z.toJSONSchema(schema, { io: 'input' })
  return lean(document, isRecord(document) && isRecord(document['$defs']) ? document['$defs'] : {}, said)
}
