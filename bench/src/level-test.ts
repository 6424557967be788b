import * as levelTest from '@studymate/contract/level-test'
import { joined, silence, speak, wavOf } from '../../tools/speech.mjs'
import type { Figure } from './figure.ts'
import { round } from './figure.ts'
import { median } from './numbers.ts'
import type { Sides } from './sides.ts'

const SECONDS = 20
const TALK =
  'I live in a small flat near the river, and I like to cook with my friends. Every weekend we go to the market and buy fresh vegetables. Last year I moved here for my work, and at first it was not easy, because I knew nobody. Now I have many friends, and we often talk about films and about the places that we would like to see.'

/** From the last of five spoken answers to the result, without an engine. */
export async function levelTestFigure({ readers }: Sides): Promise<Figure> {
  const said = joined(await speak(TALK), silence(SECONDS)).subarray(0, SECONDS * 16_000)
  const audio = (): File => new File([wavOf(said)], 'answer.wav', { type: 'audio/wav' })
  const took: number[] = []
  for (const who of readers.slice(0, 3)) {
    const { testId, questions } = await who.ok(levelTest.startLevelTest, { languageCode: 'en', mode: 'voice' })
    const last = questions.length - 1
    let since = 0
    for (const [index, { questionId }] of questions.entries()) {
      if (index === last) since = performance.now()
      await who.ok(levelTest.answerLevelTest, { testId, questionId, audio: audio() })
    }
    const result = await who.ok(levelTest.completeLevelTest, { testId })
    took.push((performance.now() - since) / 1_000)
    // A result that heard nothing would be quick and worth nothing.
    if (result.scores.fluency === null) throw new Error('the test was not scored')
  }
  const value = median(took)
  return {
    name: `End of the last of five ${SECONDS}-second answers to the result, without an engine`,
    measured: `${round(value)} s (slowest of ${took.length}: ${round(Math.max(...took))} s)`,
    bare: null,
    value,
    unit: 's',
    limit: 3,
  }
}
