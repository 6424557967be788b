import { Criterion } from '@studymate/contract/level-test-parts'
import { isFailure } from '@studymate/contract/errors'
import { CEFR_LEVELS, type CefrLevel } from '@studymate/contract/values'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { levelOf } from '#level-test/bands'
import type { Fluency } from '#level-test/fluency'
import { form } from '#level-test/items/form'
import { overall, weightedMedian } from '#level-test/overall'
import { type Scores, known, unknown } from '#level-test/result'
import { type Talk, score } from '#level-test/score'
import { summary } from '#level-test/summary'
import { type Choice, correctedShare } from '#level-test/vocabulary'

let state = 7
const made = form('en', 'standard', () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 2 ** 32
})
if (isFailure(made)) throw new Error('no form')
const { questions, key } = made

/** Answers of somebody who knows everything up to a level, nothing above, and never guesses. */
function knowing(level: CefrLevel): Choice[] {
  return questions.flatMap((question): Choice[] => {
    const isKnown = CEFR_LEVELS.indexOf(question.level) <= CEFR_LEVELS.indexOf(level)
    const right = key[question.questionId]?.right
    if (question.kind === 'vocabulary') return [{ questionId: question.questionId, optionId: right === 'yes' && isKnown ? 'yes' : 'no' }]
    if (question.kind !== 'grammar' || right === undefined) return []
    return [{ questionId: question.questionId, optionId: isKnown ? right : right === 'a' ? 'b' : 'a' }]
  })
}

function talk(questionId: string, points: number, rest: Partial<Fluency> = {}): Talk {
  const features = { articulationRate: 3.5, phonationRatio: 0.5, pausesPerMinute: 10, meanRun: 6, meanPauseMs: 400, syllables: 60, speechMs: 20_000 }
  return {
    questionId,
    fluency: { score: points, features, pauses: [{ startMs: 500, endMs: 900 }], runs: [{ startMs: 0, endMs: 500 }], confidence: 0.5, ...rest },
  }
}

const silent = (questionId: string, reason: 'NO_SPEECH' | 'NOISE' | 'CLIPPED'): Talk => ({
  questionId,
  fluency: { score: null, reason, features: null, pauses: [], runs: [], confidence: 0 },
})

const none = { choices: [], talks: [], isTranscribed: false }
const known5 = (points: number) => known(points, { engine: 'e', model: 'm' }, [], 0.5)

describe('words and gaps', () => {
  it.each(CEFR_LEVELS)('puts who knows all words up to %s at that level', (level) => {
    expect(levelOf(score(questions, key, { ...none, choices: knowing(level) }).scores.vocabulary.score ?? -1)).toBe(level)
  })

  it('puts who knows the grammar of a level at that level, or just below when wrong guesses cost', () => {
    const reached = (['A1', 'A2', 'B1', 'B2', 'C1'] as const).map(
      (level) => score(questions, key, { ...none, choices: knowing(level) }).scores.grammar.score ?? -1,
    )
    expect(reached).toEqual(reached.toSorted((a, b) => a - b))
    expect(levelOf(reached.at(-1) ?? 0)).toBe('C1')
    const open = (level: CefrLevel) => {
      const skipping = knowing(level).filter(
        ({ questionId, optionId }) => key[questionId]?.right === optionId || key[questionId]?.right === 'no' || questionId < 'q2',
      )
      return score(questions, key, { ...none, choices: skipping }).scores.grammar
    }
    expect(levelOf(open('B2').score ?? -1)).toBe('B2')
    expect(open('A1')).toMatchObject({ score: null, reason: 'TOO_FEW_ANSWERS' })
  })

  it('gives nothing for guessing, on average', () => {
    const yes = questions.flatMap((question) => (question.kind === 'vocabulary' ? [{ questionId: question.questionId, optionId: 'yes' }] : []))
    expect(score(questions, key, { ...none, choices: yes }).scores.vocabulary).toMatchObject({ score: null, reason: 'GUESSED' })
    const sums = ['a', 'b', 'c', 'd'].map((optionId) => {
      const choices = questions.flatMap((question) => (question.kind === 'grammar' ? [{ questionId: question.questionId, optionId }] : []))
      return score(questions, key, { ...none, choices }).scores.grammar.score ?? 0
    })
    expect(sums.reduce((sum, one) => sum + one, 0) / 4).toBeLessThan(12)
  })

  it('corrects yes by yes to pseudo-words, and never rewards one', () => {
    const share = fc.double({ min: 0, max: 0.99, noNaN: true })
    fc.assert(
      fc.property(share, share, share, (hits, alarms, more) => {
        const here = correctedShare(hits, alarms)
        expect(here).toBeGreaterThanOrEqual(0)
        expect(here).toBeLessThanOrEqual(hits)
        expect(correctedShare(hits, Math.max(alarms, more))).toBeLessThanOrEqual(here)
        expect(correctedShare(Math.max(hits, more), alarms)).toBeGreaterThanOrEqual(here)
      }),
    )
    expect(correctedShare(0.6, 0)).toBe(0.6)
  })

  it('names every answered item as evidence', () => {
    const { scores } = score(questions, key, { ...none, choices: knowing('B1') })
    expect(scores.vocabulary.evidence.filter((evidence) => evidence.kind === 'item')).toHaveLength(20)
    expect(scores.grammar.evidence.filter((evidence) => evidence.kind === 'item')).toHaveLength(15)
  })
})

describe('a result on a machine without an engine', () => {
  it('knows fluency, vocabulary and grammar, and says why it does not know the rest', () => {
    const result = score(questions, key, {
      choices: knowing('B1'),
      talks: [talk('q1', 40), talk('q2', 60), talk('q3', 90), silent('q4', 'NOISE')],
      isTranscribed: false,
    })
    expect(result.scores.fluency).toMatchObject({ score: 60, engine: 'embedded', model: 'fluency-1' })
    expect(result.scores.fluency.evidence).toContainEqual({ kind: 'pause', questionId: 'q2', startMs: 500, endMs: 900 })
    expect(result.scores.pronunciation).toMatchObject({ score: null, reason: 'NO_PRONUNCIATION_ENGINE', engine: null })
    expect(result.scores.coherence).toMatchObject({ score: null, reason: 'NO_TRANSCRIBING_ENGINE' })
    expect(result.scores.interaction).toMatchObject({ score: null, reason: 'NO_TRANSCRIBING_ENGINE' })
    expect(result.overall).toMatchObject({ level: 'B1', from: 'A2', to: 'B2', orAbove: false })
  })

  it('says B2 or above at most', () => {
    const result = score(questions, key, { choices: knowing('C2'), talks: [talk('q1', 97)], isTranscribed: false })
    expect(result.overall).toMatchObject({ level: 'B2', orAbove: true, from: 'B1', to: 'C2' })
    expect(score(questions, key, { choices: knowing('C2'), talks: [talk('q1', 97)], isTranscribed: true }).overall).toMatchObject({
      level: 'C2',
      orAbove: false,
    })
  })

  it('takes silence and noise for no score, never for a low one', () => {
    const result = score(questions, key, {
      choices: knowing('B2'),
      talks: [silent('q1', 'NO_SPEECH'), silent('q2', 'NOISE'), silent('q3', 'NO_SPEECH')],
      isTranscribed: false,
    })
    expect(result.scores.fluency).toMatchObject({ score: null, reason: 'NO_SPEECH' })
    expect(result.overall.level).toBe('B2')
  })

  it('knows no level of nothing', () => {
    const result = score(questions, key, none)
    expect(result.overall).toMatchObject({ level: null, reason: 'NOTHING_KNOWN', from: null, to: null, score: null })
    for (const criterion of Criterion.options) expect(result.scores[criterion].reason, criterion).toBeDefined()
    expect(summary(result.scores, result.overall)).toEqual({ canDo: null, strengths: [], nextStep: null })
  })

  it('says of a voice test that words and grammar need an engine', () => {
    const voice = form('en', 'voice', () => 0.1)
    if (isFailure(voice)) throw new Error('no form')
    expect(score(voice.questions, voice.key, none).scores.grammar.reason).toBe('NO_TRANSCRIBING_ENGINE')
  })
})

describe('the overall level', () => {
  it('is a weighted median: inside the scores, and no single score moves it past its neighbours', () => {
    const value = fc.record({ score: fc.integer({ min: 0, max: 100 }), weight: fc.constantFrom(0.5, 1) })
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 6 }), (values) => {
        const median = weightedMedian(values) ?? -1
        const weight = (isCounted: (score: number) => boolean) => values.filter((one) => isCounted(one.score)).reduce((sum, one) => sum + one.weight, 0)
        const all = weight(() => true)
        expect(weight((one) => one < median)).toBeLessThanOrEqual(all / 2)
        expect(weight((one) => one > median)).toBeLessThanOrEqual(all / 2)
      }),
    )
    expect(weightedMedian([])).toBeNull()
  })

  it('has the guide’s sample at B2', () => {
    const points = { pronunciation: 85, fluency: 78, vocabulary: 82, grammar: 75, coherence: 80 }
    const scores: Scores = {
      pronunciation: known5(points.pronunciation),
      fluency: known5(points.fluency),
      vocabulary: known5(points.vocabulary),
      grammar: known5(points.grammar),
      coherence: known5(points.coherence),
      interaction: unknown('NO_EVALUATION'),
    }
    expect(overall(scores, true).level).toBe('B2')
  })
})

describe('the summary', () => {
  it('praises two criteria and names the weakest as the next step', () => {
    const { scores, overall: level } = score(questions, key, { choices: knowing('B2'), talks: [talk('q1', 60)], isTranscribed: false })
    const told = summary(scores, level)
    expect(told.canDo).toBe(`canDo.speaking.${level.level}`)
    expect(told.strengths).toHaveLength(2)
    expect(told.nextStep).toMatchObject({ kind: 'practise', facet: 'fluency.speakingTime' })
    expect(told.strengths.map((one) => one.facet)).not.toContain('fluency.speakingTime')
    expect(new Set(told.strengths.map((one) => one.facet.split('.')[0])).size).toBe(2)
  })

  it('asks for another recording where nothing was heard', () => {
    const { scores, overall: level } = score(questions, key, { choices: knowing('B1'), talks: [silent('q1', 'CLIPPED')], isTranscribed: false })
    expect(summary(scores, level)).toMatchObject({ nextStep: { kind: 'again', reason: 'CLIPPED' } })
  })
})
