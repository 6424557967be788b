import { useSyncExternalStore } from 'react'
import { createUpload } from '@studymate/contract/uploads'
import type { Upload } from '@studymate/contract/uploads'
import type { Held } from '@studymate/contract/message'
import { api } from '#app/api'
import { fileOf } from '#chat/files'
import { outboxOf } from '#chat/outbox'
import type { Waiting } from '#chat/thread'
import { problemOf } from '#ui/problem'

const RETRY_MS = 4_000
/** 5 MB over a slow line. */
const MOST_MS = 180_000

const progress = new Map<string, number>()
const watchers = new Set<() => void>()
let busy = false
let timer: ReturnType<typeof setTimeout> | undefined

function note(clientId: string, share: number | null): void {
  if (share === null) progress.delete(clientId)
  else progress.set(clientId, share)
  for (const watcher of watchers) watcher()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** How much of a file is on its way, 0–1; null where it does not go now. */
export function useProgress(clientId: string): number | null {
  return useSyncExternalStore(watch, () => progress.get(clientId) ?? null)
}

function heldFrom(said: Held, { uploadId, width, height, durationSeconds }: Upload): Held {
  if (said.type === 'image')
    return { type: 'image', content: { ...said.content, uploadId, width: width ?? said.content.width, height: height ?? said.content.height } }
  if (said.type === 'voice') return { type: 'voice', content: { ...said.content, uploadId, durationSeconds: durationSeconds ?? said.content.durationSeconds } }
  return said
}

/** Sends one file; milliseconds until it is worth trying again, null where it is settled. */
async function upload(userId: string, { clientId, said }: Waiting): Promise<number | null> {
  const outbox = outboxOf(userId)
  const file = await fileOf(clientId)
  if (!file) {
    outbox.mark(clientId, true)
    return null
  }
  note(clientId, 0)
  try {
    const purpose = said.type === 'image' ? 'chat-image' : 'chat-voice'
    const taken = await api.call(
      createUpload,
      { file: new File([file], purpose, { type: file.type }), purpose },
      { timeout: MOST_MS, onUploadProgress: ({ loaded, total }) => note(clientId, total ? Math.min(1, loaded / total) : 0) },
    )
    outbox.uploaded(clientId, heldFrom(said, taken))
    return null
  } catch (error) {
    const { code } = problemOf(error)
    if (code === 'NETWORK' || code === 'RATE_LIMITED' || code === 'INTERNAL' || code === 'UNKNOWN') return RETRY_MS
    outbox.mark(clientId, true)
    return null
  } finally {
    note(clientId, null)
  }
}

async function uploadAlone(userId: string, next: Waiting): Promise<number | null> {
  try {
    // Another tab of this browser may be at it.
    return await navigator.locks.request(`studymate.upload.${next.clientId}`, { ifAvailable: true }, (lock) => (lock ? upload(userId, next) : RETRY_MS))
  } catch {
    return RETRY_MS
  }
}

/** Sends the files of what waits, one after another, each in one tab only; `onSettled` is called after each that is through or refused. */
export async function uploadWaiting(userId: string, onSettled: () => void): Promise<void> {
  clearTimeout(timer)
  const next = outboxOf(userId)
    .all()
    .find(({ file, failed }) => file === true && !failed)
  if (busy || !next) return
  busy = true
  const wait = await uploadAlone(userId, next)
  busy = false
  if (wait === null) onSettled()
  else timer = setTimeout(() => void uploadWaiting(userId, onSettled), wait)
}
