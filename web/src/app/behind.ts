let count = 0

/** Whether parts are being fetched that nobody waits for: if one does not come, the page needs not load anew. */
export function isFetchingBehind(): boolean {
  return count > 0
}

/** Fetches what nobody waits for. */
export async function fetchBehind<T>(fetch: () => Promise<T>): Promise<T> {
  count += 1
  try {
    return await fetch()
  } finally {
    count -= 1
  }
}
