import { Trans, useLingui } from '@lingui/react/macro'
import { Search } from 'lucide-react'
import { Suspense } from 'react'
import type { ReactNode } from 'react'
import type { RoomRow } from '@studymate/contract/chat'
import { RowSkeleton } from '#ui/skeleton.tsx'
import { late } from '#app/late'
import { RoomList } from '#chat/parts/room-list.tsx'
import { useRoomName } from '#chat/room-name'
import { useSought } from '#chat/use-sought'

const Found = late(async () => (await import('#chat/parts/found-messages.tsx')).FoundMessages)

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
          <Suspense fallback={<RowSkeleton />}>
            <Found sought={sought} rooms={rooms} me={me} />
          </Suspense>
        </>
      )}
    </>
  )
}

function Head({ children }: { children: ReactNode }) {
  return <h3 className="meta seek-head">{children}</h3>
}
