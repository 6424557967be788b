import type { Message, Quote } from '@studymate/contract/message'
import { says } from '@studymate/domain/chat/says'
import { draftOf, keepDraft } from '#chat/drafts'
import type { ThreadAgent } from '#chat/thread-agent'

/** What the next message is about: an answer, or other words for one of mine. */
export type Mode = { readonly kind: 'reply' | 'edit'; readonly message: Message }

/** What the composer shows. */
export interface Written {
  readonly draft: string
  readonly mode: Mode | null
}

/** What is being written in one open room, outside React: the draft, and what it answers or changes. */
export class Writing {
  readonly #agent: ThreadAgent
  readonly #watchers = new Set<() => void>()
  #written: Written

  constructor(agent: ThreadAgent) {
    this.#agent = agent
    this.#written = { draft: draftOf(agent.me, agent.roomId), mode: null }
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }
  readonly snapshot = (): Written => this.#written

  #show(change: Partial<Written>): void {
    this.#written = { ...this.#written, ...change }
    for (const watcher of this.#watchers) watcher()
  }

  #keptDraft(): string {
    return draftOf(this.#agent.me, this.#agent.roomId)
  }

  /** Keeps what is written so far and tells the others that somebody writes. */
  readonly write = (draft: string): void => {
    this.#show({ draft })
    if (this.#written.mode?.kind !== 'edit') keepDraft(this.#agent.me, this.#agent.roomId, draft)
    this.#agent.sayTyping(draft.trim() !== '')
  }

  /** Begins an answer, or other words for an old message: the room's draft waits meanwhile. */
  readonly begin = (mode: Mode): void => {
    if (mode.kind === 'edit') this.#show({ mode, draft: wordsOfMine(mode.message) })
    else this.#show({ mode, ...(this.#written.mode?.kind === 'edit' ? { draft: this.#keptDraft() } : {}) })
  }

  readonly endMode = (): void => {
    this.#show({ mode: null, ...(this.#written.mode?.kind === 'edit' ? { draft: this.#keptDraft() } : {}) })
  }

  /** Sends the text, or lets the message that is being changed say it. */
  readonly submit = (text: string): void => {
    const { mode } = this.#written
    if (mode?.kind === 'edit') {
      const { message } = mode
      const file = (message.type === 'image' || message.type === 'voice') && message.content
      if (text !== wordsOfMine(message)) this.#agent.edit(message, file ? { uploadId: file.uploadId, caption: text } : text)
      return this.endMode()
    }
    this.#agent.send({ type: 'text', content: text }, mode ? quoteOf(mode.message) : null)
    this.#show({ mode: null, draft: '' })
    keepDraft(this.#agent.me, this.#agent.roomId, '')
  }

  /** What a picture or a voice note answers; the answer is begun with it, and over. */
  readonly takeQuote = (): Quote | null => {
    const { mode } = this.#written
    if (mode?.kind !== 'reply') return null
    this.#show({ mode: null })
    return quoteOf(mode.message)
  }
}

/** The words of a message of mine that can be changed. */
function wordsOfMine({ type, content }: Message): string {
  if (typeof content === 'string') return content
  return (type === 'image' || type === 'voice') && content !== null && 'uploadId' in content ? (content.caption ?? '') : ''
}

/** What an answer carries of the message it answers, until the server says it itself. */
function quoteOf(message: Message): Quote {
  const { messageId, seq, senderId, type } = message
  return { messageId, seq, senderId, type, preview: says(message) }
}
