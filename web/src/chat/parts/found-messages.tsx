import { Trans, useLingui } from '@lingui/react/macro'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { RoomRow } from '@studymate/contract/chat'
import { FoundLine } from '#chat/parts/found-line.tsx'
import { searchQuery } from '#chat/queries'
import { faceOf, likelyIn, useRoomName } from '#chat/room-name'
import { Faces } from '#ui/faces.tsx'
import { RowSkeleton } from '#ui/skeleton.tsx'

/** What was said in the newest rooms, as far as it holds what is sought. */
export function FoundMessages({ sought, rooms, me }: { sought: string; rooms: readonly RoomRow[]; me: string }) {
  const nameOf = useRoomName(me)
  const { t } = useLingui()
  const found = useQuery({ ...searchQuery(sought), placeholderData: keepPreviousData })
  return (
    <div aria-live="polite">
      <Faces
        of={found}
        title={t`말을 찾지 못했어요`}
        loading={<RowSkeleton />}
        empty={
          <p className="two seek-head">
            <Trans>‘{sought}’에 맞는 말을 찾지 못했어요.</Trans>
          </p>
        }
      >
        {(list) => (
          <>
            {list.map(({ roomId, partner, title, message }) => {
              const row = rooms.find((room) => room.roomId === roomId)
              const members = row?.members ?? (partner ? [partner] : [])
              const room = row ?? { roomId, kind: partner ? ('pair' as const) : ('group' as const), partner, title, members }
              return (
                <FoundLine
                  key={message.messageId}
                  roomId={roomId}
                  message={message}
                  sought={sought}
                  face={faceOf(room, nameOf(room))}
                  likely={likelyIn(members)}
                />
              )
            })}
          </>
        )}
      </Faces>
    </div>
  )
}
