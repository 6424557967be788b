/** Free time in a week: `day` 0 is Monday, `start` and `end` are minutes of that day, multiples of 30, `start` < `end` ≤ 1440. */
export interface Span {
  readonly day: number
  readonly start: number
  readonly end: number
}

/** Length of one cell in minutes. */
export const CELL = 30

/** True when the half hour that begins at `minute` is free. */
export function isFree(spans: readonly Span[], day: number, minute: number): boolean {
  return spans.some((span) => span.day === day && span.start <= minute && minute < span.end)
}

/** Spans in order, without overlaps; those that touch become one. */
export function tidy(spans: readonly Span[]): Span[] {
  const out: Span[] = []
  for (const span of spans.toSorted((a, b) => a.day - b.day || a.start - b.start)) {
    const last = out.at(-1)
    if (last && last.day === span.day && span.start <= last.end) out[out.length - 1] = { ...last, end: Math.max(last.end, span.end) }
    else if (span.start < span.end) out.push(span)
  }
  return out
}

/** Adds the half hours between two taps of one day, both included, in either order. */
export function addSpan(spans: readonly Span[], day: number, from: number, to: number): Span[] {
  return tidy([...spans, { day, start: Math.min(from, to), end: Math.max(from, to) + CELL }])
}

/** Takes away the whole span that a free half hour belongs to. */
export function dropSpan(spans: readonly Span[], day: number, minute: number): Span[] {
  return spans.filter((span) => !(span.day === day && span.start <= minute && minute < span.end))
}

/** Minutes of a week. */
export function freeMinutes(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + span.end - span.start, 0)
}
