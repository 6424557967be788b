const NAME = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/

// ICU also takes JST, IST, PST and the like, some of them ambiguous. These are the short names that the IANA database has.
const SHORT_NAMES = new Set(['CET', 'EET', 'EST', 'GB', 'GMT', 'HST', 'MET', 'MST', 'NZ', 'PRC', 'ROC', 'ROK', 'UCT', 'UTC', 'WET'])

/**
 * Whether a text names a time zone of the IANA database, old names included: `Asia/Kolkata`, `Asia/Calcutta`, `ROK` and `Etc/GMT-9` do;
 * `KST`, `JST` and bare offsets such as `+09:00` do not, whatever the engine takes. Letter case is free, as in ECMA-402.
 */
export function isTimeZone(text: string): boolean {
  if (text.length > 64 || !NAME.test(text) || /^SystemV\//i.test(text)) return false
  if (text.length <= 3 && !SHORT_NAMES.has(text.toUpperCase())) return false
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: text })
    return true
  } catch {
    return false
  }
}

// Making a clock costs a hundred times what reading it does, and a list reads one for each person.
const clocks = new Map<string, Intl.DateTimeFormat>()
const MOST_CLOCKS = 1000

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  // Names in any letter case are zones too: without a bound they would be kept for ever.
  if (clocks.size >= MOST_CLOCKS) clocks.clear()
  clocks.set(timeZone, clock)
  return clock
}

// No zone changes its offset within a quarter of an hour; a list asks for the same few again and again.
const QUARTER_MS = 900_000
const offsets = new Map<string, { readonly quarter: number; readonly minutes: number }>()

/**
 * Minutes by which the wall clock of a zone is ahead of UTC at one instant: 540 for Seoul, −300 for New York in winter, 345 for Kathmandu.
 * `now` is epoch milliseconds. Throws a RangeError for a zone that {@link isTimeZone} refuses.
 */
export function offsetMinutes(timeZone: string, now: number): number {
  const quarter = Math.floor(now / QUARTER_MS)
  const known = offsets.get(timeZone)
  if (known?.quarter === quarter) return known.minutes
  const minutes = readOffset(timeZone, now)
  if (offsets.size >= MOST_CLOCKS) offsets.clear()
  offsets.set(timeZone, { quarter, minutes })
  return minutes
}

function readOffset(timeZone: string, now: number): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
  for (const part of clockOf(timeZone).formatToParts(now)) parts[part.type] = Number(part.value)
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0 } = parts
  const utcMinute = Math.floor(now / 60_000)
  return Date.UTC(year, month - 1, day, hour, minute) / 60_000 - utcMinute
}
