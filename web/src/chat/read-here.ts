import type { RoomId } from '@studymate/contract/values'

// A file of its own: the list of rooms listens on every page, and need not load what an open room is made of.
type Listener = (roomId: RoomId, seq: number, unread: number) => void
const listeners = new Set<Listener>()

/** Calls when this tab has read in a room, with how far and what is left unread. */
export function onRead(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Tells that this tab has read in a room. */
export function tellRead(roomId: RoomId, seq: number, unread: number): void {
  for (const listener of listeners) listener(roomId, seq, unread)
}
