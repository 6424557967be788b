import { Trans, useLingui } from '@lingui/react/macro'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import type { RoomId } from '@studymate/contract/values'
import { FoundLine } from '#chat/parts/found-line.tsx'
import { searchQuery } from '#chat/queries'
import { useSought } from '#chat/use-sought'
import type { RoomPeople } from '#chat/use-room-people'
import { Faces } from '#ui/faces.tsx'
import { Sheet, startsHere } from '#ui/sheet.tsx'
import { RowSkeleton } from '#ui/skeleton.tsx'

/** Finds what was said in one room. */
export function RoomSearch({ roomId, me, people, onClose }: { roomId: RoomId; me: string; people: RoomPeople; onClose: () => void }) {
  const { t } = useLingui()
  const { typed, sought, type } = useSought()
  const label = t`이 대화에서 찾기`
  return (
    <Sheet open onClose={onClose} title={label}>
      <search className="seek in-sheet">
        <Search className="s" aria-hidden="true" />
        <input ref={startsHere} className="in" type="search" aria-label={label} maxLength={100} value={typed} onChange={(event) => type(event.target.value)} />
      </search>
      {sought === '' ? (
        <p className="two">
          <Trans>말의 한 토막만 적어도 찾아요.</Trans>
        </p>
      ) : (
        <Found roomId={roomId} me={me} people={people} sought={sought} />
      )}
    </Sheet>
  )
}

function Found({ roomId, me, people: { personOf, likely }, sought }: { roomId: RoomId; me: string; people: RoomPeople; sought: string }) {
  const { t } = useLingui()
  const found = useQuery({ ...searchQuery(sought, roomId), placeholderData: keepPreviousData })
  return (
    <div className="found" aria-live="polite">
      <Faces
        of={found}
        title={t`말을 찾지 못했어요`}
        loading={<RowSkeleton count={3} />}
        empty={
          <p className="two">
            <Trans>‘{sought}’에 맞는 말을 찾지 못했어요.</Trans>
          </p>
        }
      >
        {(list) => (
          <>
            {list.map(({ message }) => {
              const { userId, displayName, profileImage } = personOf(message.senderId)
              return (
                <FoundLine
                  key={message.messageId}
                  roomId={roomId}
                  message={message}
                  sought={sought}
                  face={{ seed: userId, name: displayName, image: profileImage }}
                  name={message.senderId === me ? t`나` : displayName}
                  likely={likely}
                />
              )
            })}
          </>
        )}
      </Faces>
    </div>
  )
}
