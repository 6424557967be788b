import type { Schedule } from '@studymate/contract/onboarding'
import { WEEKDAYS } from '@studymate/contract/reference'
import { tidy, type Span } from '#ui/spans'

const DAY = 1440

type Slot = Omit<Schedule['slots'][number], 'slotId'>

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

/** Spans of the grid as the service writes them; an end at midnight is `24:00`. */
export function slotsOf(spans: readonly Span[]): Slot[] {
  return spans.flatMap(({ day, start, end }) => {
    const weekday = WEEKDAYS[day]
    return weekday ? [{ dayOfWeek: weekday.code, startTime: clock(start), endTime: clock(end) }] : []
  })
}

/** The service's slots as spans of the grid; what runs over midnight becomes two, on two days. */
export function spansOf(slots: readonly Slot[]): Span[] {
  return tidy(
    slots.flatMap(({ dayOfWeek, startTime, endTime }) => {
      const day = WEEKDAYS.findIndex((weekday) => weekday.code === dayOfWeek)
      const [start, end] = [minutes(startTime), minutes(endTime)]
      if (end > start) return [{ day, start, end }]
      const rest = { day: (day + 1) % 7, start: 0, end }
      return end === 0 ? [{ day, start, end: DAY }] : [{ day, start, end: DAY }, rest]
    }),
  )
}
