/** Runs works at most so many at once and lets so many more wait, in order; null beyond: nothing was begun. */
export function gate(atOnce: number, queue: number): <T>(work: () => Promise<T>) => Promise<T | null> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (running >= atOnce) {
      if (waiting.length >= queue) return null
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
