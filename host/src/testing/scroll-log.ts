/** What the page saw of itself while it scrolled. Times in milliseconds. */
export interface Scrolled {
  /** From the start of each frame until it was painted. */
  readonly work: readonly number[]
  /** From the start of each frame to the next one's. */
  readonly frames: readonly number[]
  readonly mostRows: number
  /** `seq` of every message that stood in the page, from the lowest. */
  readonly seen: readonly number[]
  /** Whether in each frame the messages stood in their order, and each once. */
  readonly isOrdered: boolean
}

/** Frames without movement after which {@link scrollLog} ends: it runs in the page, so the number stands in it too. */
export const STILL_FRAMES = 300

/** Runs in the page: scrolls the log at `perFrame` pixels a frame, up or down, until a message stands in the page or nothing moves any more. */
export async function scrollLog({ perFrame, until }: { perFrame: number; until: number }): Promise<Scrolled> {
  const log = document.querySelector<HTMLElement>('.log')
  if (!log) throw new Error('no log')
  const work: number[] = []
  const frames: number[] = []
  const seen = new Set<number>()
  let mostRows = 0
  let isOrdered = true
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  const painted = () =>
    new Promise<void>((resolve) => {
      const channel = new MessageChannel()
      channel.port1.addEventListener('message', () => resolve(), { once: true })
      channel.port1.start()
      channel.port2.postMessage(null)
    })
  let last = await frame()
  let still = 0
  // Older messages are on their way: they have five seconds of frames to come.
  while (still < 300) {
    const before = log.scrollTop
    const since = performance.now()
    log.scrollTop = before + perFrame
    await painted()
    work.push(performance.now() - since)
    const rows = log.querySelectorAll('[id^="message-"]')
    mostRows = Math.max(mostRows, log.querySelectorAll('.line').length)
    const seqs = [...rows].map(({ id }) => Number(id.slice('message-'.length)))
    isOrdered &&= seqs.every((seq, index) => index === 0 || seq > (seqs[index - 1] ?? 0))
    for (const seq of seqs) seen.add(seq)
    if (seen.has(until) && rows.length > 0) break
    still = log.scrollTop === before ? still + 1 : 0
    const now = await frame()
    frames.push(now - last)
    last = now
  }
  return { work, frames, mostRows, seen: [...seen].toSorted((a, b) => a - b), isOrdered }
}

/** Runs in the page: goes to the end of the log until a message has stood there for thirty frames: a log that is still on its way to where it opened would go on. */
export function goToEnd(seq: number): Promise<void> {
  return new Promise((resolve) => {
    let stood = 0
    const go = (): void => {
      const log = document.querySelector('.log')
      const isThere = log !== null && document.querySelector(`#message-${seq}`) !== null && log.scrollHeight - log.clientHeight - log.scrollTop < 2
      stood = isThere ? stood + 1 : 0
      log?.scrollTo(0, 1e9)
      if (stood >= 30) resolve()
      else requestAnimationFrame(go)
    }
    go()
  })
}
