/** The part of JSON Schema that the build writes for schemas of the contract (`web/contract/shapes.ts`). */
export interface Shape {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly items?: Shape
  readonly minItems?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  /** False where other keys are refused; a shape where they are held to it. */
  readonly additionalProperties?: Shape | false
  readonly propertyNames?: Shape
  readonly anyOf?: readonly Shape[]
  readonly allOf?: readonly Shape[]
}

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value)
const within = (value: number, least = -Infinity, most = Infinity): boolean => !(value < least || value > most)

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeOf(value) === 'object'
}

function isOfType(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isSafeInteger(value)
  return type === 'number' ? Number.isFinite(value) : typeOf(value) === type
}

function keysFit(shape: Shape, value: Record<string, unknown>): boolean {
  const { properties = {}, required = [], additionalProperties, propertyNames } = shape
  return (
    required.every((key) => Object.hasOwn(value, key)) &&
    Object.entries(value).every(([key, one]) => {
      if (propertyNames && !fits(propertyNames, key)) return false
      const own = Object.hasOwn(properties, key) ? properties[key] : undefined
      // A key that may be missing may also be there without a value.
      if (own) return (one === undefined && !required.includes(key)) || fits(own, one)
      return additionalProperties === undefined || (additionalProperties !== false && fits(additionalProperties, one))
    })
  )
}

/** Whether a value is as a shape says; lengths of text are UTF-16 units, as zod counts them. */
export function fits(shape: Shape, value: unknown): boolean {
  if (shape.type !== undefined && ![shape.type].flat().some((type) => isOfType(type, value))) return false
  if (shape.const !== undefined && shape.const !== value) return false
  if (shape.enum && !shape.enum.includes(value)) return false
  if (shape.anyOf && !shape.anyOf.some((one) => fits(one, value))) return false
  if (shape.allOf && !shape.allOf.every((one) => fits(one, value))) return false
  if (typeof value === 'string')
    return within(value.length, shape.minLength, shape.maxLength) && (shape.pattern === undefined || new RegExp(shape.pattern).test(value))
  if (typeof value === 'number')
    return (
      within(value, shape.minimum, shape.maximum) &&
      (shape.exclusiveMinimum === undefined || value > shape.exclusiveMinimum) &&
      (shape.exclusiveMaximum === undefined || value < shape.exclusiveMaximum)
    )
  if (Array.isArray(value)) {
    const { items } = shape
    return within(value.length, shape.minItems, shape.maxItems) && (!items || value.every((one) => fits(items, one)))
  }
  return !isRecord(value) || keysFit(shape, value)
}

/** A schema as pages get it: `parse` and `safeParse`. What fits comes back as it is, keys that the shape does not name included. */
export function checker(shape: Shape) {
  const safeParse = (value: unknown) =>
    fits(shape, value) ? { success: true, data: value } : { success: false, error: new TypeError('not as the contract says') }
  return {
    safeParse,
    parse(value: unknown): unknown {
      const { success, data, error } = safeParse(value)
      if (success) return data
      throw error
    },
  }
}
