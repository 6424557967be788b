/** Half hours in a week. */
export const WEEK_SLOTS = 336

const BYTES = WEEK_SLOTS / 8

/**
 * A week as 336 half hours in 42 bytes, Monday 00:00 first; bit `i` is bit `i % 8` (lowest first) of byte `i / 8`. Whose week it is, UTC's or a
 * zone's, is said where one is handed over; stored ones are always UTC.
 */
export type WeekBitmap = Uint8Array

/** A week without a single free half hour. */
export function emptyWeek(): WeekBitmap {
  return new Uint8Array(BYTES)
}

/** The week whose half hours `isSet` says yes to; it is asked for 0–335 in order. */
export function weekWhere(isSet: (halfHour: number) => boolean): WeekBitmap {
  const week = emptyWeek()
  for (let i = 0; i < WEEK_SLOTS; i += 1) {
    if (isSet(i)) week[i >> 3] = (week[i >> 3] ?? 0) | (1 << (i & 7))
  }
  return week
}

/** Whether a half hour is set; counts around the week, so that −1 is Sunday 23:30. */
export function hasHalfHour(week: WeekBitmap, halfHour: number): boolean {
  const i = ((halfHour % WEEK_SLOTS) + WEEK_SLOTS) % WEEK_SLOTS
  return (((week[i >> 3] ?? 0) >> (i & 7)) & 1) === 1
}

/** The UTC half hours that lie on some days of a wall clock `offsetMinutes` ahead of UTC; days count from Monday, 0. */
export function weekOfDays(days: readonly number[], offsetMinutes: number): WeekBitmap {
  return weekWhere((halfHour) => {
    const minute = halfHour * 30 + offsetMinutes
    return days.includes(((Math.floor(minute / 1440) % 7) + 7) % 7)
  })
}

/** The half hours set in both weeks. */
export function sharedWeek(a: WeekBitmap, b: WeekBitmap): WeekBitmap {
  return emptyWeek().map((_, i) => (a[i] ?? 0) & (b[i] ?? 0))
}

/** Whether no half hour is set. */
export function isEmptyWeek(week: WeekBitmap): boolean {
  return week.every((byte) => byte === 0)
}

/** Minutes a week that two UTC weeks share: 0–10080, a multiple of 30, symmetric. */
export function overlapMinutes(a: WeekBitmap, b: WeekBitmap): number {
  let count = 0
  // A list scores hundreds of pairs, so no third week is made here.
  for (let i = 0; i < BYTES; i += 1) for (let byte = (a[i] ?? 0) & (b[i] ?? 0); byte !== 0; byte &= byte - 1) count += 1
  return count * 30
}

/** Minutes set in one week: 0–10080, a multiple of 30. */
export function weekMinutes(week: WeekBitmap): number {
  return overlapMinutes(week, week)
}

/** A week as 84 lower-case hexadecimal digits, the form in which it is stored. */
export function encodeWeek(week: WeekBitmap): string {
  let text = ''
  for (const byte of week) text += byte.toString(16).padStart(2, '0')
  return text
}

/** Reads what {@link encodeWeek} wrote, or `null` when the text is anything else. */
export function decodeWeek(text: string): WeekBitmap | null {
  if (!/^[0-9a-f]{84}$/.test(text)) return null
  return emptyWeek().map((_, i) => Number.parseInt(text.slice(i * 2, i * 2 + 2), 16))
}
