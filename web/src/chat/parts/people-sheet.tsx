import type { Room } from '@studymate/contract/chat'
import { GroupPeople } from '#chat/parts/group-people.tsx'
import { Sheet } from '#ui/sheet.tsx'

/** Who is in a group, where there is no third column. */
export function PeopleSheet({ room, me, name, onClose }: { room: Room; me: string; name: string; onClose: () => void }) {
  return (
    <Sheet open onClose={onClose} title={name}>
      <GroupPeople room={room} me={me} />
    </Sheet>
  )
}
