import type { Shape } from '#reference/document'

/** The name behind a `$ref`; null where the shape is written out. A lone `allOf` is a reference with a description. */
export function nameOf(shape: Shape): string | null {
  if (shape.$ref !== undefined) return shape.$ref.split('/').at(-1) ?? null
  const [only, ...others] = shape.allOf ?? []
  return only && others.length === 0 ? nameOf(only) : null
}

/** The shapes of which a value has one; empty where there is no choice. */
export function choicesOf(shape: Shape): readonly Shape[] {
  return shape.oneOf ?? shape.anyOf ?? []
}

/** The words for a plain type: `string`, `integer | null`, `"open"`. Empty where another name or a choice says it. */
export function plainType(shape: Shape): string {
  if (shape.const !== undefined) return JSON.stringify(shape.const)
  if (shape.enum !== undefined) return shape.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (shape.format === 'binary') return 'file'
  if (shape.type === undefined) return 'any'
  return typeof shape.type === 'string' ? shape.type : shape.type.join(' | ')
}

// JSON Schema writes "any integer" as the largest ones that a double can hold.
const ENDLESS = Number.MAX_SAFE_INTEGER

function between(name: string, least: number | undefined, most: number | undefined): string[] {
  const from = least === undefined || least <= -ENDLESS ? null : least
  const to = most === undefined || most >= ENDLESS ? null : most
  if (from !== null && to !== null) return [from === to ? `${name} = ${from}` : `${from} ≤ ${name} ≤ ${to}`]
  if (from !== null) return [`${name} ≥ ${from}`]
  return to === null ? [] : [`${name} ≤ ${to}`]
}

/** The limits of a value, those of its forms included, in a notation that needs no language: `1 ≤ length ≤ 300`, `/^user_/`, `default 20`. */
export function limitsOf(shape: Shape): string[] {
  const ofForms = choicesOf(shape)
    .filter((choice) => nameOf(choice) === null)
    .flatMap(limitsOf)
  return [
    ...new Set(ofForms),
    ...between('length', shape.minLength, shape.maxLength),
    ...between(shape.type === 'integer' ? 'n' : 'x', shape.minimum, shape.maximum),
    ...between('items', shape.minItems, shape.maxItems),
    // A moment's pattern is a screenful; its format says the same.
    ...(shape.format !== undefined && shape.format !== 'binary' ? [shape.format] : shape.pattern === undefined ? [] : [`/${shape.pattern}/`]),
    ...(shape.default === undefined ? [] : [`default ${JSON.stringify(shape.default)}`]),
  ]
}

/** Names of all fields of a shape, down to the last, for the search. */
export function fieldNames(shape: Shape): string[] {
  const inner = [...Object.values(shape.properties ?? {}), ...choicesOf(shape), ...(shape.allOf ?? []), ...(shape.items ? [shape.items] : [])]
  return [...Object.keys(shape.properties ?? {}), ...inner.flatMap(fieldNames)]
}
