/**
 * The part that a `Range` header asks for, as first and last byte: `null` where it asks for none that is understood (RFC 9110 §14.2: then the whole
 * is sent), `'none'` where there is no such part.
 */
export function partOf(range: string | undefined, size: number): { first: number; last: number } | 'none' | null {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range ?? '') ?? []
  if (from === '' && to === '') return null
  const [first, last] = from === '' ? [Math.max(0, size - Number(to)), size - 1] : [Number(from), to === '' ? size - 1 : Math.min(Number(to), size - 1)]
  if (from !== '' && to !== '' && Number(to) < Number(from)) return null
  return first > last ? 'none' : { first, last }
}
