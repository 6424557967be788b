import { Trans, useLingui } from '@lingui/react/macro'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import type { RoomRow } from '@studymate/contract/chat'
import { Faces } from '#ui/faces.tsx'
import { RowSkeleton } from '#ui/skeleton.tsx'
import { FoundLine } from '#chat/parts/found-line.tsx'
import { RoomList } from '#chat/parts/room-list.tsx'
import { faceOf, likelyIn, useRoomName } from '#chat/room-name'
import { searchQuery } from '#chat/queries'
import { useSought } from '#chat/use-sought'

/** Rooms with a field above them that finds people and what was said. */
export function RoomsPane({ rooms, me, openRoomId = null }: { rooms: readonly RoomRow[]; me: string; openRoomId?: string | null }) {
  const { t } = useLingui()
  const nameOf = useRoomName(me)
  const { typed, sought, type } = useSought()
  const named = rooms.filter((room) =>
    [nameOf(room), ...room.members.map(({ displayName }) => displayName)].some((name) => name.toLowerCase().includes(sought.toLowerCase())),
  )
  return (
    <>
      <search className="seek">
        <Search className="s" aria-hidden="true" />
        <input
          className="in"
          type="search"
          aria-label={t`사람과 대화에서 찾기`}
          placeholder={t`사람과 대화에서 찾기`}
          maxLength={100}
          value={typed}
          onChange={(event) => type(event.target.value)}
        />
      </search>
      {sought === '' ? (
        <RoomList rooms={rooms} me={me} openRoomId={openRoomId} />
      ) : (
        <>
          {named.length > 0 && (
            <>
              <Head>
                <Trans>사람</Trans>
              </Head>
              <RoomList rooms={named} me={me} openRoomId={openRoomId} />
            </>
          )}
          <Head>
            <Trans>나눈 말</Trans>
          </Head>
          <Found sought={sought} rooms={rooms} me={me} />
        </>
      )}
    </>
  )
}

function Head({ children }: { children: ReactNode }) {
  return <h3 className="meta seek-head">{children}</h3>
}

function Found({ sought, rooms, me }: { sought: string; rooms: readonly RoomRow[]; me: string }) {
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
