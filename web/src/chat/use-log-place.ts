import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'
import type { VirtualizerHandle } from 'virtua'
import type { Row } from '#chat/rows'

/** How near to the end counts as there, CSS pixels. */
const NEAR_PX = 120
/** How near counts as the end itself. */
const LAST_PX = 4
/** How many screens before the top older messages are asked for: a flick does not arrive before they do. */
const AHEAD = 3

/** The highest `seq` of a log, 0 of an empty one. */
function newestOf(rows: readonly Row[]): number {
  const last = rows.findLast((row) => row.kind === 'message')
  return last?.kind === 'message' ? last.message.seq : 0
}

interface PlaceOf {
  rows: readonly Row[]
  me: string
  /** The message to open at; null opens at the first unread one, or at the end. */
  at: number | null
  hasOlder: boolean
  onOlder: () => void
  /** The highest `seq` that was on screen, in focus. */
  onSeen: (seq: number) => void
  /** The message that was asked for is here: its row's key. */
  onFound: (key: string) => void
}

/** Where the log stands, and how it is moved. */
export interface LogPlace {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly list: RefObject<VirtualizerHandle | null>
  readonly onScroll: () => void
  /** Messages that came below what is on screen. */
  readonly below: number
  readonly toEnd: () => void
}

/** The place in a log: opens at the first unread message, follows the end while it is there, counts what comes below, and tells what was seen. */
export function useLogPlace({ rows, me, at, hasOlder, onOlder, onSeen, onFound }: PlaceOf): LogPlace {
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const atEnd = useRef(true)
  // At the very end, and not on the way up: only then does what grows take the end along.
  const atLastLine = useRef(true)
  const offset = useRef(0)
  const isPlaced = useRef(false)
  // The newest row that was drawn, and the newest message in it: what follows them has come since, whatever was put on top meanwhile.
  const known = useRef({ key: rows.at(-1)?.key, seq: newestOf(rows) })
  const [below, setBelow] = useState(0)

  const look = useCallback(() => {
    const handle = list.current
    if (!handle || document.visibilityState !== 'visible' || !document.hasFocus() || !isPlaced.current) return
    const last = handle.findItemIndex(handle.scrollOffset + handle.viewportSize - 4)
    for (let index = Math.min(last, rows.length - 1); index >= 0; index--) {
      const row = rows[index]
      if (row?.kind !== 'message') continue
      onSeen(row.message.seq)
      break
    }
  }, [rows, onSeen])

  const onScroll = () => {
    const handle = list.current
    if (!handle) return
    const left = handle.scrollSize - handle.viewportSize - handle.scrollOffset
    atEnd.current = left < NEAR_PX
    if (left <= LAST_PX) atLastLine.current = true
    else if (handle.scrollOffset < offset.current) atLastLine.current = false
    offset.current = handle.scrollOffset
    if (atEnd.current) setBelow(0)
    if (handle.scrollOffset < handle.viewportSize * AHEAD && hasOlder) onOlder()
    look()
  }

  useLayoutEffect(() => {
    const before = known.current
    const newest = rows.at(-1)
    known.current = { key: newest?.key, seq: newestOf(rows) }
    if (!newest) return
    if (!isPlaced.current) {
      isPlaced.current = true
      const wanted = rows.findIndex((row) => row.kind === 'message' && row.message.seq === at)
      const unread = rows.findIndex((row) => row.kind === 'unread')
      const found = rows[wanted]
      if (found) {
        atEnd.current = false
        atLastLine.current = false
        onFound(found.key)
        list.current?.scrollToIndex(wanted, { align: 'center' })
      } else if (unread >= 0) {
        atLastLine.current = false
        list.current?.scrollToIndex(unread, { align: 'start' })
      } else list.current?.scrollToIndex(rows.length - 1, { align: 'end' })
      return
    }
    const isMine = newest.kind === 'waiting' && newest.key !== before.key
    if (newest.key === before.key && known.current.seq === before.seq) return
    if (atEnd.current || isMine) list.current?.scrollToIndex(rows.length - 1, { align: 'end' })
    else {
      const come = rows.filter((row) => row.kind === 'message' && row.message.seq > before.seq && row.message.senderId !== me).length
      if (come > 0) setBelow((count) => count + come)
    }
  }, [rows, me, at, onFound])

  useEffect(() => {
    look()
    window.addEventListener('focus', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      window.removeEventListener('focus', look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [look])

  // The keyboard of a phone, or a wider composer, must not hide the last words.
  useEffect(() => {
    const box = scroller.current
    if (!box) return
    const observer = new ResizeObserver(() => {
      if (atEnd.current && isPlaced.current) box.scrollTop = box.scrollHeight
    })
    observer.observe(box)
    // A row that grows once its proposal or its translation is here moves the end.
    const growth = new ResizeObserver(() => {
      if (atLastLine.current && isPlaced.current) box.scrollTop = box.scrollHeight
    })
    if (box.lastElementChild) growth.observe(box.lastElementChild)
    return () => {
      observer.disconnect()
      growth.disconnect()
    }
  }, [])

  const toEnd = () => {
    setBelow(0)
    list.current?.scrollToIndex(rows.length - 1, { align: 'end' })
  }
  return { scroller, list, onScroll, below, toEnd }
}
