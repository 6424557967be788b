import type { CefrLevel } from '@studymate/contract/values'

/** A word to say yes or no to. A pseudo-word follows English spelling and means nothing. */
export interface WordItem {
  readonly itemId: string
  readonly word: string
  readonly level: CefrLevel
  readonly isReal: boolean
}

// Levels are our judgement by how common a word is; they are not calibrated.
const REAL = {
  A1: ['window', 'hungry', 'brother', 'breakfast', 'rain', 'cheap'],
  A2: ['borrow', 'luggage', 'suddenly', 'neighbour', 'invite', 'towel'],
  B1: ['afford', 'destination', 'disappointed', 'encourage', 'recipe', 'complain'],
  B2: ['reluctant', 'shortage', 'undergo', 'outcome', 'thorough', 'grateful'],
  C1: ['plausible', 'hinder', 'scrutiny', 'tedious', 'resilient', 'lenient'],
  C2: ['ubiquitous', 'quandary', 'gregarious', 'cajole'],
} as const satisfies Record<CefrLevel, readonly string[]>

const PSEUDO = {
  A1: ['gintle', 'noffle'],
  A2: ['plindle', 'trasket', 'fleskin'],
  B1: ['morvest', 'hasperly', 'reprake'],
  B2: ['brimment', 'cluddish', 'unsteed'],
  C1: ['vendrous', 'porvial'],
  C2: ['dreltic'],
} as const satisfies Record<CefrLevel, readonly string[]>

/** The vocabulary items of English: 34 words and 14 pseudo-words. */
export const ENGLISH_WORDS: readonly WordItem[] = [...items(REAL, true), ...items(PSEUDO, false)]

function items(words: Readonly<Record<CefrLevel, readonly string[]>>, isReal: boolean): WordItem[] {
  const levels: readonly CefrLevel[] = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2']
  return levels.flatMap((level) => words[level].map((word) => ({ itemId: `en-w-${word}`, word, level, isReal })))
}
