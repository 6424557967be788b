/** Time of day as a bubble shows it: `20:51`. */
export function clock(at: string | number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at))
}

/** The day of a divider: `11월 25일 수요일`, with the year where it is another one. */
export function dayLine(at: string | number, locale: string, now: number): string {
  const date = new Date(at)
  const otherYear = date.getFullYear() !== new Date(now).getFullYear()
  return new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', weekday: 'long', ...(otherYear ? { year: 'numeric' } : {}) }).format(date)
}

/** The day of a moment in the reader's own calendar: from its midnight to the next one, epoch ms. */
export function dayOf(at: number): { readonly from: number; readonly to: number } {
  const from = new Date(at).setHours(0, 0, 0, 0)
  const next = new Date(from)
  // A day on which the clocks are moved has 23 or 25 hours.
  next.setDate(next.getDate() + 1)
  return { from, to: next.setHours(0, 0, 0, 0) }
}

/** Days between two moments in the reader's own calendar. */
export function daysBetween(at: string | number, now: number): number {
  const midnight = (moment: string | number) => new Date(moment).setHours(0, 0, 0, 0)
  return Math.round((midnight(now) - midnight(at)) / 86_400_000)
}

/** When a room was last written in: the time today, `어제`, the weekday within a week, else the date. */
export function shortTime(at: string, locale: string, now: number): string {
  const days = daysBetween(at, now)
  if (days <= 0) return clock(at, locale)
  if (days === 1) {
    const word = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-1, 'day')
    return word.charAt(0).toLocaleUpperCase(locale) + word.slice(1)
  }
  if (days < 7) return new Intl.DateTimeFormat(locale, { weekday: 'short' }).format(new Date(at))
  return new Intl.DateTimeFormat(locale, { month: 'numeric', day: 'numeric' }).format(new Date(at))
}
