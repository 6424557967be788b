import type { AnswerKey, Question } from '#level-test/question'
import { type Evidence, type Score, known, unknown } from '#level-test/result'

/** Name of this measure in a result. */
export const VOCABULARY_MODEL = 'yes-no-1'

/** A chosen option of a closed question. */
export interface Choice {
  readonly questionId: string
  readonly optionId: string
}

/** Share of a form's closed questions that must be answered. */
export const LEAST_ANSWERED = 2 / 3

const MOST_FALSE_ALARMS = 0.5

/**
 * Vocabulary 0–100 from yes/no items: the share of real words known, corrected for guessing by the yes to pseudo-words
 * (the yes/no test of Meara & Buxton 1987 and Milton & Alexiou 2009; corrections compared in Huibregtse, Admiraal & Meara 2002). A word not answered is not known. `GUESSED` where half the pseudo-words or
 * more were claimed: the share then says nothing.
 */
export function vocabularyScore(questions: readonly Question[], key: AnswerKey, choices: readonly Choice[]): Score {
  const items = evidenceOf('vocabulary', questions, key, choices)
  if (items.asked === 0) return unknown('NOT_ASKED')
  if (items.evidence.length === 0) return unknown('NO_ANSWERS')
  if (items.evidence.length < items.asked * LEAST_ANSWERED) return unknown('TOO_FEW_ANSWERS', items.evidence)
  let real = 0
  let pseudo = 0
  for (const question of questions) {
    if (question.kind !== 'vocabulary') continue
    if (key[question.questionId]?.right === 'yes') real++
    else pseudo++
  }
  const right = (isReal: boolean) => items.evidence.filter((item) => (key[item.questionId]?.right === 'yes') === isReal && item.right).length
  const answeredPseudo = items.evidence.filter((item) => key[item.questionId]?.right !== 'yes').length
  const claimed = answeredPseudo - right(false)
  const hits = real === 0 ? 0 : right(true) / real
  const alarms = pseudo === 0 ? 0 : claimed / pseudo
  const features: readonly Evidence[] = [
    { kind: 'feature', questionId: null, name: 'wordsKnown', value: hits },
    { kind: 'feature', questionId: null, name: 'pseudoWordsClaimed', value: alarms },
  ]
  if (alarms >= MOST_FALSE_ALARMS) return unknown('GUESSED', [...features, ...items.evidence])
  return known(100 * correctedShare(hits, alarms), { engine: 'embedded', model: VOCABULARY_MODEL }, [...features, ...items.evidence], 0.6 * (1 - alarms))
}

/**
 * Correction for guessing, 0–1: (h − f) / (1 − f), h hits, f false alarms (Huibregtse, Admiraal & Meara 2002, "cfg"). Equal to h without a false
 * alarm; 0 where real words are claimed no more often than pseudo-words.
 */
export function correctedShare(hits: number, alarms: number): number {
  return hits <= alarms ? 0 : (hits - alarms) / (1 - alarms)
}

/** The answered closed questions of one kind, each right or wrong, in the order of the form. */
export function evidenceOf(kind: 'vocabulary' | 'grammar', questions: readonly Question[], key: AnswerKey, choices: readonly Choice[]) {
  const chosen = new Map(choices.map((choice) => [choice.questionId, choice.optionId]))
  const asked = questions.filter((question) => question.kind === kind)
  const evidence = asked.flatMap(({ questionId, level }) => {
    const optionId = chosen.get(questionId)
    const entry = key[questionId]
    return optionId === undefined || !entry ? [] : [{ kind: 'item' as const, questionId, itemId: entry.itemId, right: optionId === entry.right, level }]
  })
  return { asked: asked.length, evidence }
}
