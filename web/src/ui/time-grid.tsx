import { Trans, useLingui } from '@lingui/react/macro'
import { Info } from 'lucide-react'
import { useRef, useState, type KeyboardEvent } from 'react'
import { Button } from '#ui/button.tsx'
import { addSpan, CELL, dropSpan, isFree, type Span } from '#ui/spans'

interface TimeGridProps {
  value: readonly Span[]
  onChange: (value: Span[]) => void
  /** Name of the zone that the hours are in. */
  zone: string
  /** Monday is 0; drawn bold. */
  today?: number
}

const MONDAY = Date.UTC(2024, 0, 1)
const DAYS = [0, 1, 2, 3, 4, 5, 6] as const
const hhmm = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** A week of half hours: tap a start, tap an end. A tap on free time takes that span away. Arrow keys move, one tab stop. */
export function TimeGrid({ value, onChange, zone, today }: TimeGridProps) {
  const { t, i18n } = useLingui()
  const [start, setStart] = useState<{ day: number; minute: number } | null>(null)
  const [early, setEarly] = useState(value.some((span) => span.start < 7 * 60))
  const [focus, setFocus] = useState({ day: 0, minute: 19 * 60 })
  const grid = useRef<HTMLDivElement>(null)
  const from = early ? 0 : 7 * 60
  const name = (day: number, style: 'short' | 'long') =>
    new Intl.DateTimeFormat(i18n.locale, { weekday: style, timeZone: 'UTC' }).format(MONDAY + day * 86_400_000)

  const tap = (day: number, minute: number) => {
    setFocus({ day, minute })
    if (start && start.day === day) {
      onChange(addSpan(value, day, start.minute, minute))
      setStart(null)
    } else if (isFree(value, day, minute)) {
      onChange(dropSpan(value, day, minute))
      setStart(null)
    } else setStart({ day, minute })
  }
  const move = (event: KeyboardEvent) => {
    const step = { ArrowUp: [0, -CELL], ArrowDown: [0, CELL], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key]
    if (event.key === 'Escape' && start) setStart(null)
    if (!step) return
    event.preventDefault()
    const next = { day: Math.min(6, Math.max(0, focus.day + (step[0] ?? 0))), minute: Math.min(1440 - CELL, Math.max(from, focus.minute + (step[1] ?? 0))) }
    setFocus(next)
    grid.current?.querySelector<HTMLButtonElement>(`[data-at="${next.day}-${next.minute}"]`)?.focus()
  }
  const startDay = start ? name(start.day, 'long') : ''
  const startTime = start ? hhmm(start.minute) : ''
  return (
    <div className="stack s3">
      <p className="note" role="status">
        <Info className="s" />
        <span>
          {start ? t`${startDay} ${startTime}부터예요. 이제 끝나는 칸을 눌러 주세요.` : t`시작하는 칸을 누르고, 끝나는 칸을 누르세요. ${zone} 시간이에요.`}
        </span>
      </p>
      <div className="tg" ref={grid} role="group" aria-label={t`한 주의 빈 시간`}>
        <span />
        {DAYS.map((day) => (
          <span key={day} className={day === today ? 'd today' : 'd'} aria-hidden="true">
            {name(day, 'short')}
          </span>
        ))}
        {Array.from({ length: (1440 - from) / CELL }, (_, row) => from + row * CELL).map((minute) => [
          <span key={minute} className="h" aria-hidden="true">
            {minute % 60 === 0 ? hhmm(minute).slice(0, 2) : ''}
          </span>,
          ...DAYS.map((day) => {
            const free = isFree(value, day, minute)
            const span = value.find((one) => one.day === day && one.start <= minute && minute < one.end)
            const first = span?.start === minute || minute === from
            const last = span !== undefined && span.end === minute + CELL
            const shape = free ? `f ${first && last ? 'az' : first ? 'a' : last ? 'z' : 'm'}` : start?.day === day && start.minute === minute ? 's' : undefined
            const [longDay, clock] = [name(day, 'long'), hhmm(minute)]
            return (
              <button
                key={`${day}-${minute}`}
                type="button"
                data-at={`${day}-${minute}`}
                className={[shape ?? '', minute % 60 === 0 ? 'o' : ''].join(' ')}
                aria-pressed={free}
                aria-label={free ? t`${longDay} ${clock}, 비어 있음` : `${longDay} ${clock}`}
                tabIndex={focus.day === day && Math.max(focus.minute, from) === minute ? 0 : -1}
                onKeyDown={move}
                onClick={() => tap(day, minute)}
              />
            )
          }),
        ])}
      </div>
      {!early && (
        <div>
          <Button kind="quiet" small onClick={() => setEarly(true)}>
            <Trans>새벽도 보기</Trans>
          </Button>
        </div>
      )}
    </div>
  )
}
