import * as z from 'zod'
import { saysSought, searchQuestion, searchTokens } from '@studymate/domain/chat/search'
import type { Said } from '@studymate/contract/message'

// `content` is empty: the index holds tokens only, and what they were taken from stays in the message alone.
const TABLES = `
  CREATE VIRTUAL TABLE IF NOT EXISTS message_words USING fts5(words, content='', contentless_delete=1);
  CREATE TABLE IF NOT EXISTS searched (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL) STRICT;
  INSERT OR IGNORE INTO searched (one, seq) VALUES (1, 0);
`

/** Messages that one turn puts into the index at most. */
const MOST_AT_ONCE = 5_000
const Seq = z.object({ seq: z.number() })

/** Everything that a message says and that can be sought. */
export function soughtWords(said: Said): string {
  if (said.content === null) return ''
  if (said.type === 'text') return said.content
  return Object.entries(said.content)
    .flatMap(([key, value]) => (key !== 'messageId' && key !== 'uploadId' && key !== 'sessionId' && typeof value === 'string' ? [value] : []))
    .join(' ')
}

/** The words of a room's messages. They are put in when somebody searches, so that sending costs nothing. */
export class RoomSearch {
  readonly #sql: SqlStorage
  constructor(sql: SqlStorage) {
    this.#sql = sql
    sql.exec(TABLES)
  }

  /** Up to which `seq` messages are in the index. */
  #upTo(): number {
    return Seq.parse(this.#sql.exec('SELECT seq FROM searched').one()).seq
  }

  /** Puts in what came since; `after` gives messages after a `seq` in order. True when nothing is left. */
  catchUp(after: (seq: number, limit: number) => readonly (Said & { readonly seq: number })[]): boolean {
    const messages = after(this.#upTo(), MOST_AT_ONCE)
    for (const message of messages) this.#put(message.seq, message)
    const last = messages.at(-1)?.seq
    if (last !== undefined) this.#sql.exec('UPDATE searched SET seq = ?', last)
    return messages.length < MOST_AT_ONCE
  }

  #put(seq: number, said: Said): void {
    const words = searchTokens(soughtWords(said))
    if (words !== '') this.#sql.exec('INSERT INTO message_words (rowid, words) VALUES (?, ?)', seq, words)
  }

  /** A message says something else now, or nothing. */
  changed(seq: number, said: Said): void {
    if (seq > this.#upTo()) return
    this.#sql.exec('DELETE FROM message_words WHERE rowid = ?', seq)
    this.#put(seq, said)
  }

  /** Messages that say what is sought, newest first; `at` gives the message with a number. */
  find<M extends Said>(sought: string, limit: number, at: (seq: number) => M | null): M[] {
    const question = searchQuestion(sought)
    if (question === null) return []
    const found: M[] = []
    // The index knows pairs, not their order: each candidate is looked at.
    for (const row of this.#sql.exec('SELECT rowid AS seq FROM message_words WHERE message_words MATCH ? ORDER BY rowid DESC LIMIT 1000', question)) {
      const message = at(Seq.parse(row).seq)
      if (message && saysSought(soughtWords(message), sought)) found.push(message)
      if (found.length === limit) break
    }
    return found
  }
}
