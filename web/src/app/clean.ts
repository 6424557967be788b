import { queryClient } from '#app/providers.tsx'
import { onSignOut } from '#app/session'

/** Choices of the device, not of a person. */
const OF_THE_DEVICE = new Set(['studymate.theme', 'studymate.locale'])

function forgetKeys(store: Storage): void {
  for (const key of Object.keys(store)) if (/^(?:studymate\.|tsr-)/.test(key) && !OF_THE_DEVICE.has(key)) store.removeItem(key)
}

function forgetDatabase(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name)
    request.addEventListener('success', () => resolve())
    request.addEventListener('error', () => resolve())
    // An open page elsewhere holds it: it goes as soon as that one closes.
    request.addEventListener('blocked', () => resolve())
  })
}

// Features close what they hold by `onSignOut` of their own; this takes what is left of a person on this browser (F65).
onSignOut(async () => {
  await queryClient.cancelQueries()
  queryClient.clear()
})
onSignOut(() => {
  forgetKeys(localStorage)
  forgetKeys(sessionStorage)
})
onSignOut(async () => {
  const names = (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith('studymate') ? [name] : []))
  await Promise.all(names.map(forgetDatabase))
})
