/** A moment in the reader's zone, as short as it stays clear: the time today, the day and month this year, else the whole date. */
export function shortMoment(iso: string, locale: string, now: number): string {
  const at = new Date(iso)
  const today = new Date(now)
  if (at.toDateString() === today.toDateString()) return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
  if (at.getFullYear() === today.getFullYear()) return new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric' }).format(at)
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(at)
}
