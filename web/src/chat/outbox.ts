import { get, update } from 'idb-keyval'
import type { Held } from '@studymate/contract/message'
import { onSignOut } from '#app/session'
import { openStore } from '#chat/outbox-store'
import type { Waiting } from '#chat/thread'

const store = openStore('studymate-chat', 'outbox')
const channel = new BroadcastChannel('studymate.outbox')

/** How a waiting message was kept while there was plain text only. */
interface Plain extends Omit<Waiting, 'said'> {
  readonly content: string
}

function revived(one: Waiting | Plain): Waiting {
  if ('said' in one) return one
  const { content, ...rest } = one
  return { ...rest, said: { type: 'text', content } }
}

/**
 * Messages that the server has not numbered yet, in the order written. They live in IndexedDB, so that they survive a reload, and are known here at
 * once. Another tab's changes arrive by a channel; a message sent by two tabs is one message, because its client id is.
 */
export class Outbox {
  readonly #userId: string
  readonly #watchers = new Set<() => void>()
  #waiting: readonly Waiting[] = []
  #isOpen = true
  /** What an earlier visit left is here. */
  readonly loaded: Promise<void>

  constructor(userId: string) {
    this.#userId = userId
    channel.addEventListener('message', this.#reread)
    this.loaded = this.#read()
  }

  readonly #read = (): Promise<void> =>
    get<(Waiting | Plain)[]>(this.#userId, store).then((found) => {
      if (!this.#isOpen || !found) return
      const kept = found.map(revived)
      // What was written here while the database answered is not in it yet.
      const fresh = this.#waiting.filter((one) => this.#unsaved.has(one.clientId) && !kept.some(({ clientId }) => clientId === one.clientId))
      this.#show([...kept, ...fresh])
    })

  readonly #reread = (): void => void this.#read()

  readonly #unsaved = new Set<string>()

  #show(waiting: readonly Waiting[]): void {
    this.#waiting = waiting
    for (const watcher of this.#watchers) watcher()
  }

  #change(change: (waiting: readonly Waiting[]) => Waiting[]): Promise<void> {
    this.#show(change(this.#waiting))
    const saved = update<(Waiting | Plain)[]>(this.#userId, (kept) => (this.#isOpen ? change((kept ?? []).map(revived)) : []), store)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no origin to name
    return saved.then(() => channel.postMessage('changed'))
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  all(): readonly Waiting[] {
    return this.#waiting
  }

  find(clientId: string): Waiting | undefined {
    return this.#waiting.find((one) => one.clientId === clientId)
  }

  add(message: Waiting): void {
    this.#unsaved.add(message.clientId)
    void this.#change((waiting) => [...waiting, message]).finally(() => this.#unsaved.delete(message.clientId))
  }

  remove(clientId: string): void {
    if (this.find(clientId)) void this.#change((waiting) => waiting.filter((one) => one.clientId !== clientId))
  }

  /** Refused for good, or to be tried again: a file then from its bytes, the server may not have kept what it had. */
  mark(clientId: string, failed: boolean): void {
    const marked = (one: Waiting): Waiting => ({
      ...one,
      failed,
      ...(!failed && (one.said.type === 'image' || one.said.type === 'voice') ? { file: true } : {}),
    })
    void this.#change((waiting) => waiting.map((one) => (one.clientId === clientId ? marked(one) : one)))
  }

  /** The file of a message is uploaded: what it says is known in full. */
  uploaded(clientId: string, said: Held): void {
    const ready = (one: Waiting): Waiting => {
      const { file: _, ...rest } = one
      return { ...rest, said }
    }
    void this.#change((waiting) => waiting.map((one) => (one.clientId === clientId ? ready(one) : one)))
  }

  /** Nothing of the person stays on this browser. */
  async forget(): Promise<void> {
    this.#isOpen = false
    channel.removeEventListener('message', this.#reread)
    this.#show([])
    await update<Waiting[]>(this.#userId, () => [], store)
  }
}

let current: { userId: string; outbox: Outbox } | null = null

/** The outbox of the person who is signed in. */
export function outboxOf(userId: string): Outbox {
  if (current?.userId !== userId) current = { userId, outbox: new Outbox(userId) }
  return current.outbox
}

onSignOut(async () => {
  const outbox = current?.outbox
  current = null
  await outbox?.forget()
})
