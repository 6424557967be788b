import { useLingui } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import type { Message } from '@studymate/contract/message'
import { says } from '@studymate/domain/chat/says'
import { usePreview } from '#chat/preview-words'

/** Messages that one sentence still reads out; more are a count. */
const READ_OUT = 3
/** How long arrivals are gathered before they are read. */
const GATHER_MS = 1_000

/** Reads arrivals in the open room to screen readers: author and text, or how many. History and what I wrote are never read. */
export function Announcer({ arrivals, authorOf, onDone }: { arrivals: readonly Message[]; authorOf: (userId: string) => string; onDone: () => void }) {
  const { t } = useLingui()
  const preview = usePreview()
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (arrivals.length === 0) return
    const timer = setTimeout(() => {
      const count = arrivals.length
      setSaid(
        count > READ_OUT
          ? t`새 메시지 ${count}개`
          : arrivals.map((message) => `${authorOf(message.senderId)}: ${preview(message.type, says(message))}`).join('. '),
      )
      onDone()
    }, GATHER_MS)
    return () => clearTimeout(timer)
  }, [arrivals, authorOf, onDone, preview, t])
  return (
    <p className="sr" aria-live="polite">
      {said}
    </p>
  )
}
