import { Trans, useLingui } from '@lingui/react/macro'
import { ArrowDown } from 'lucide-react'
import { useState } from 'react'
import { Virtualizer } from 'virtua'
import type { Message, Said } from '@studymate/contract/message'
import { LogRow } from '#chat/parts/log-row.tsx'
import type { LogRoom } from '#chat/parts/log-row.tsx'
import type { Row } from '#chat/rows'
import { useLogPlace } from '#chat/use-log-place'
import { usePicked } from '#chat/use-picked'
import type { MessageKey } from '#chat/use-picked'

interface LogProps {
  rows: readonly Row[]
  room: LogRoom
  /** The message to open at; null opens at the first unread one, or at the end. */
  at: number | null
  /** The newest change put older rows on top: what is on screen stays where it is. */
  isOlder: boolean
  hasOlder: boolean
  onOlder: () => void
  /** The highest `seq` that was on screen, in focus. */
  onSeen: (seq: number) => void
  /** A message that is not here is asked for. */
  onFar: (seq: number) => void
  onKey: (key: MessageKey, message: Message) => void
  /** Esc: back to the composer. */
  onLeave: () => void
}

/** The message that a row corrects, where it is here. */
function originalOf(row: Row, rows: readonly Row[]): Message | null {
  const said: Said | null = row.kind === 'message' ? row.message : row.kind === 'waiting' ? row.waiting.said : null
  if (said?.type !== 'correction' || said.content === null) return null
  const { messageId } = said.content
  const found = rows.findLast((one) => one.kind === 'message' && one.message.messageId === messageId)
  return found?.kind === 'message' ? found.message : null
}

/** The messages, as many in the page as fit. Opens at the first unread one, keeps its place when older pages come, follows the end while it is there. */
export function MessageLog({ rows, room, at, isOlder, hasOlder, onOlder, onSeen, onFar, onKey, onLeave }: LogProps) {
  const { t } = useLingui()
  const [picked, setPicked] = useState<string | null>(null)
  const place = useLogPlace({ rows, me: room.me, at, hasOlder, onOlder, onSeen, onFound: setPicked })
  const { below } = place
  const { goTo, onKeyDown, pickedId } = usePicked({ rows, picked, setPicked, place, onFar, onKey, onLeave })
  return (
    <div className="log-space">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex -- a scroll area is reached and read by keyboard */}
      <div className="log" ref={place.scroller} role="group" aria-label={t`메시지`} tabIndex={0} aria-activedescendant={pickedId} onKeyDown={onKeyDown}>
        <div className="grow" />
        <Virtualizer ref={place.list} scrollRef={place.scroller} shift={isOlder} onScroll={place.onScroll} data={rows}>
          {(row) => (
            <LogRow key={row.key} row={row} room={room} isPicked={picked === row.key} original={originalOf(row, rows)} goTo={goTo} onPick={setPicked} />
          )}
        </Virtualizer>
      </div>
      {below > 0 && (
        <button type="button" className="btn sm pill" onClick={place.toEnd}>
          <ArrowDown className="s" />
          <Trans>새 메시지 {below}개</Trans>
        </button>
      )}
    </div>
  )
}
