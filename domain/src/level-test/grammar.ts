import type { AnswerKey, Question } from '#level-test/question'
import { type Score, known, unknown } from '#level-test/result'
import { type Choice, LEAST_ANSWERED, evidenceOf } from '#level-test/vocabulary'

/** Name of this measure in a result. */
export const GRAMMAR_MODEL = 'gaps-1'

/** The bank ends at C1, so all right is the top of C1 and not C2. */
export const MOST_FROM_GAPS = 93

/**
 * Grammar 0–93 from gaps with `n` options: (right − wrong / (n − 1)) of all asked, so that guessing gains nothing on average; a gap left
 * open counts neither way. Items are spread evenly from A1 to C1, so who knows a level and all below lands inside its band.
 */
export function grammarScore(questions: readonly Question[], key: AnswerKey, choices: readonly Choice[]): Score {
  const items = evidenceOf('grammar', questions, key, choices)
  if (items.asked === 0) return unknown('NOT_ASKED')
  if (items.evidence.length === 0) return unknown('NO_ANSWERS')
  if (items.evidence.length < items.asked * LEAST_ANSWERED) return unknown('TOO_FEW_ANSWERS', items.evidence)
  const options = questions.find((question) => question.kind === 'grammar')?.options?.length ?? 4
  const right = items.evidence.filter((item) => item.right).length
  const wrong = items.evidence.length - right
  const share = Math.max(0, right - wrong / (options - 1)) / items.asked
  const feature = { kind: 'feature' as const, questionId: null, name: 'gapsRight' as const, value: right / items.asked }
  return known(MOST_FROM_GAPS * share, { engine: 'embedded', model: GRAMMAR_MODEL }, [feature, ...items.evidence], (0.6 * items.evidence.length) / items.asked)
}
