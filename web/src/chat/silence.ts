// The player comes with the first sound of a room; whoever leaves the room need not load it to end it.
const sounding = new Set<() => void>()

/** Names what ends a sound of the page, once. */
export function onSilence(end: () => void): void {
  sounding.add(end)
}

/** Ends what sounds. */
export function silence(): void {
  for (const end of sounding) end()
}
