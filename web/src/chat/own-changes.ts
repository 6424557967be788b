import type { ClientFrame } from '@studymate/contract/live'
import type { ChangeFrame } from '#chat/thread'

type Asking = Extract<ClientFrame, { type: 'EDIT_MESSAGE' | 'DELETE_MESSAGE' | 'REACTION' }>

/** A change that I make: what the server is asked, and what it shows once the server has counted it. */
export interface OwnChange {
  readonly asks: Asking
  readonly shows: (rev: number) => ChangeFrame
}

/**
 * Changes of messages that I made and that nobody has confirmed, in the order made. Each new line is handed all of them: doing one again changes nothing. Pure
 * but for `send`, which says whether there was a line.
 */
export class OwnChanges {
  readonly #send: (frame: Asking) => boolean
  #waiting: OwnChange[] = []
  constructor(send: (frame: Asking) => boolean) {
    this.#send = send
  }

  /** Asks for a change; false where there is no line: then it goes with the next. */
  make(change: OwnChange): boolean {
    this.#waiting.push(change)
    return this.#send(change.asks)
  }

  /** There is a new line: it knows nothing of what the old one was handed. */
  again(): void {
    for (const { asks } of this.#waiting) if (!this.#send(asks)) return
  }

  /** The server has counted a change of mine; gives what it shows, null where it was none of these. */
  confirmed(messageId: string, rev: number): ChangeFrame | null {
    const change = this.#waiting.find(({ asks }) => asks.messageId === messageId)
    if (!change) return null
    this.#waiting = this.#waiting.filter((one) => one !== change)
    return change.shows(rev)
  }

  /** The server refuses to change a message; gives whether that is news. */
  refused(messageId: unknown): boolean {
    const before = this.#waiting.length
    this.#waiting = this.#waiting.filter(({ asks }) => asks.messageId !== messageId)
    return this.#waiting.length < before
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  /** Nobody is signed in any more. */
  clear(): void {
    this.#waiting = []
  }
}
