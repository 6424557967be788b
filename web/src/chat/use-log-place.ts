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

interface PlaceOf {
  rows: readonly Row[]
  me: string
  /** The message to open at; null opens at the first unread one, or at the end. */
  at: number | null
  /** The newest change put older rows on top. */
  isOlder: boolean
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
export function useLogPlace({ rows, me, at, isOlder, hasOlder, onOlder, onSeen, onFound }: PlaceOf): LogPlace {
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const atEnd = useRef(true)
  // At the very end, and not on the way up: only then does what grows take the end along.
  const atLastLine = useRef(true)
  const offset = useRef(0)
  const isPlaced = useRef(false)
  const known = useRef(rows.length)
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
    const added = rows.length - known.current
    known.current = rows.length
    if (rows.length === 0) return
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
    if (added <= 0 || isOlder) return
    const newest = rows.at(-1)
    if (atEnd.current || newest?.kind === 'waiting') list.current?.scrollToIndex(rows.length - 1, { align: 'end' })
    else if (newest?.kind === 'message' && newest.message.senderId !== me) setBelow((count) => count + added)
  }, [rows, isOlder, me, at, onFound])

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
