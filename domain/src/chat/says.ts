import type { Said } from '@studymate/contract/message'
import { preview } from './preview.ts'

/** Seconds as `m:ss`. */
function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/**
 * What a message of any kind says in one line of at most 200 characters: the words, the corrected sentence, the word; of a picture its caption, empty without
 * one, of a voice note its length and its caption, of a proposed session nothing, since it changes. What a picture or a proposal is called belongs to the
 * reader's language, so it is not in it. Null once it was deleted.
 */
export function says(said: Said): string | null {
  switch (said.type) {
    case 'text':
      return said.content === null ? null : preview(said.content)
    case 'correction':
      return said.content === null ? null : preview(said.content.corrected)
    case 'word':
      return said.content === null ? null : preview(`${said.content.term} · ${said.content.meaning}`)
    case 'image':
      return said.content === null ? null : preview(said.content.caption ?? '')
    case 'voice':
      return said.content === null ? null : preview([clock(said.content.durationSeconds), said.content.caption ?? ''].join(' ').trim())
    case 'session':
      return said.content === null ? null : ''
  }
}
