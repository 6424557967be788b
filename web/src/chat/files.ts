import { del, get, set } from 'idb-keyval'
import { onSignOut } from '#app/session'
import { openStore } from '#chat/outbox-store'

// A database of its own: the one of the outbox has one table, and a second would be a new version of it.
const store = openStore('studymate-files', 'files')
// What was sent from this page stays at hand while it is open: a picture does not blink when the server has numbered it.
const here = new Map<string, Blob>()

/** Keeps the bytes of a message that waits, by its client id; through a reload where the browser has a store. */
export async function keepFile(clientId: string, file: Blob): Promise<void> {
  here.set(clientId, file)
  await set(clientId, file, store).catch(() => undefined)
}

/** The bytes of a message of mine, by its client id; null where they are not on this device. */
export async function fileOf(clientId: string): Promise<Blob | null> {
  const kept = here.get(clientId) ?? (await get<Blob>(clientId, store).catch(() => undefined)) ?? null
  if (kept) here.set(clientId, kept)
  return kept
}

/** The server has them, or nobody wants them any more. */
export function forgetFile(clientId: string): void {
  void del(clientId, store).catch(() => undefined)
}

onSignOut(() => here.clear())
