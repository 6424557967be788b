import { useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import type { Message } from '@studymate/contract/message'
import type { Row } from '#chat/rows'
import type { LogPlace } from '#chat/use-log-place'

/** Keys on the picked message: r answers, e corrects or changes, t translates. */
export type MessageKey = 'r' | 'e' | 't'

interface PickedOf {
  rows: readonly Row[]
  /** The key of the picked row. */
  picked: string | null
  setPicked: (key: string | null) => void
  place: Pick<LogPlace, 'scroller' | 'list'>
  /** A message that is not here is asked for. */
  onFar: (seq: number) => void
  onKey: (key: MessageKey, message: Message) => void
  /** Esc: back to the composer. */
  onLeave: () => void
}

/** One message of the log is picked by arrows, Home and End; Enter goes to what can be done with it. The log is one tab stop. */
export function usePicked({ rows, picked, setPicked, place: { scroller, list }, onFar, onKey, onLeave }: PickedOf) {
  const here = rows.findIndex((row) => row.key === picked)
  const row = rows[here]
  const pick = (index: number) => {
    const next = rows[index]
    if (next?.kind !== 'message') return
    setPicked(next.key)
    list.current?.scrollToIndex(index, { align: 'nearest' })
  }
  // The same function for all rows at all times: none is drawn again because another one came.
  const latest = useRef<(seq: number) => void>(onFar)
  useLayoutEffect(() => {
    latest.current = (seq) => {
      const index = rows.findIndex((one) => one.kind === 'message' && one.message.seq === seq)
      if (index >= 0) pick(index)
      else onFar(seq)
    }
  })
  const goTo = useCallback((seq: number) => latest.current(seq), [])
  // What can be done appears under the picked message: it must not appear below the edge.
  useEffect(() => {
    if (picked === null) return
    const frame = requestAnimationFrame(() => scroller.current?.querySelector('.picked')?.scrollIntoView({ block: 'nearest' }))
    return () => cancelAnimationFrame(frame)
  }, [picked, scroller])

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget && event.key !== 'Escape') return
    const isMessage = ({ kind }: Row) => kind === 'message'
    const last = rows.findLastIndex(isMessage)
    const next = {
      ArrowUp: here < 0 ? last : rows.findLastIndex((one, index) => index < here && isMessage(one)),
      ArrowDown: here < 0 ? last : rows.findIndex((one, index) => index > here && isMessage(one)),
      Home: rows.findIndex(isMessage),
      End: last,
    }[event.key]
    if ((event.key === 'r' || event.key === 'e' || event.key === 't') && row?.kind === 'message' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault()
      onKey(event.key, row.message)
    } else if (event.key === 'Escape') {
      setPicked(null)
      onLeave()
    } else if (event.key === 'Enter') scroller.current?.querySelector<HTMLElement>('.picked button')?.focus()
    else if (next !== undefined && next >= 0) {
      event.preventDefault()
      pick(next)
    }
  }

  return { goTo, onKeyDown, pickedId: row?.kind === 'message' ? `message-${row.message.seq}` : undefined }
}
