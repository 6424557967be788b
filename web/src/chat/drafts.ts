import { onSignOut } from '#app/session'

const PREFIX = 'studymate.draft.'

function key(userId: string, roomId: string): string {
  return `${PREFIX}${userId}.${roomId}`
}

/** What somebody has begun to write in a room; empty where nothing. */
export function draftOf(userId: string, roomId: string): string {
  try {
    return localStorage.getItem(key(userId, roomId)) ?? ''
  } catch {
    return ''
  }
}

/** Keeps a draft through reload and leaving the room. A full store only means that it lives as long as the page. */
export function keepDraft(userId: string, roomId: string, text: string): void {
  try {
    if (text === '') localStorage.removeItem(key(userId, roomId))
    else localStorage.setItem(key(userId, roomId), text)
  } catch {
    return
  }
}

onSignOut(() => {
  for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name)
})
