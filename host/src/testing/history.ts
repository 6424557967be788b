import { listMessages } from '@studymate/contract/chat'
import type { RoomMessage } from '@studymate/contract/message'
import type { RoomId } from '@studymate/contract/values'
import type { Person } from './actors.ts'

/** The whole room as one of its members gets it page by page, the oldest message first. */
export async function history(person: Person, roomId: RoomId): Promise<RoomMessage[]> {
  const all: RoomMessage[] = []
  let before: number | null | undefined
  while (before !== null) {
    const { envelope, code } = await person.call(listMessages, { roomId, limit: 100, ...(before === undefined ? {} : { before }) })
    if (!envelope) throw new Error(`the history is refused: ${code}`)
    all.push(...envelope.data)
    before = envelope.nextBefore
  }
  return all.toReversed()
}
