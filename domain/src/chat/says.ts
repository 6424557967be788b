import type { Said } from '@studymate/contract/message'
import { preview } from './preview.ts'

/** What a message of any kind says in one line of at most 200 characters: the words, the corrected sentence, the word. Null once it was deleted. */
export function says(said: Said): string | null {
  switch (said.type) {
    case 'text':
      return said.content === null ? null : preview(said.content)
    case 'correction':
      return said.content === null ? null : preview(said.content.corrected)
    case 'word':
      return said.content === null ? null : preview(`${said.content.term} · ${said.content.meaning}`)
  }
}
