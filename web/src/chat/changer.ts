import { onSignOut } from '#app/session'
import { OwnChanges } from '#chat/own-changes'
import type { OwnChange } from '#chat/own-changes'
import type { ChangeFrame } from '#chat/thread'
import { live } from '#live/live'

type Listener = (outcome: { readonly frame: ChangeFrame; readonly rev: number } | { readonly refused: string }, roomId: string) => void

// Beside the rooms: what was changed in one that is left meanwhile goes all the same.
const mine = new OwnChanges((frame) => live.send(frame))
const listeners = new Set<Listener>()

/** Calls for each change of mine that the server has counted or refused. */
export function onChanged(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Changes a message of mine; false where the line is down: then it happens as soon as there is one, as long as this tab is open. */
export function changeMine(change: OwnChange): boolean {
  return mine.make(change)
}

live.subscribe(() => {
  if (live.snapshot() === 'ready') mine.again()
})
live.on('ACK', ({ roomId, messageId, rev }) => {
  const frame = rev === undefined ? null : mine.confirmed(messageId, rev)
  if (frame && rev !== undefined) for (const listener of listeners) listener({ frame, rev }, roomId)
})
live.on('ERROR', ({ message, details }) => {
  if (mine.refused(details?.['messageId'])) for (const listener of listeners) listener({ refused: message }, String(details?.['roomId']))
})
onSignOut(() => mine.clear())
