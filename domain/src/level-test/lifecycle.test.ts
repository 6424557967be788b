import { isFailure } from '@studymate/contract/errors'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { form } from '#level-test/items/form'
import { type AnswerValue, LIFE_MS, type LevelTest, acceptAnswer, cancelTest, completeTest, nextQuestion, startTest } from '#level-test/lifecycle'

const START = 1_764_000_000_000

function fresh(): LevelTest {
  const made = form('en', 'standard', () => 0)
  if (isFailure(made)) throw new Error('no form')
  return startTest(made, { languageCode: 'en', mode: 'standard', now: START })
}

function must<T>(value: T): Exclude<T, { failed: true }>
function must(value: unknown): unknown {
  if (isFailure(value)) throw new Error(value.code)
  return value
}

const recording = (audioId: string, seconds = 20): AnswerValue => ({ kind: 'recording', audioId, seconds })
const answer = (test: LevelTest, questionId: string, value: AnswerValue, retake = false) => acceptAnswer(test, { questionId, value, retake }, START + 1000)

describe('answers', () => {
  it('come in any order, and the next question is the first open one', () => {
    const one = must(answer(fresh(), 'q3', recording('audio_3')))
    expect(one).toMatchObject({ outcome: 'new', nextQuestion: { questionId: 'q1' } })
    expect(must(answer(one.test, 'q1', recording('audio_1'))).nextQuestion?.questionId).toBe('q2')
  })

  it('sent again change nothing unless it is a retake', () => {
    const { test } = must(answer(fresh(), 'q1', recording('audio_1')))
    expect(must(answer(test, 'q1', recording('audio_2')))).toMatchObject({ outcome: 'already', test, replaced: null })
    expect(must(answer(test, 'q1', recording('audio_1'), true))).toMatchObject({ outcome: 'already', test })
    expect(must(answer(test, 'q1', recording('audio_2'), true))).toMatchObject({ outcome: 'retake', replaced: recording('audio_1') })
  })

  it('can be taken again twice', () => {
    let { test } = must(answer(fresh(), 'q1', recording('audio_1')))
    test = must(answer(test, 'q1', recording('audio_2'), true)).test
    test = must(answer(test, 'q1', recording('audio_3'), true)).test
    expect(test.answers).toEqual([{ questionId: 'q1', value: recording('audio_3'), take: 3, answeredAt: START + 1000 }])
    expect(answer(test, 'q1', recording('audio_4'), true)).toMatchObject({ code: 'CONFLICT', details: { retakes: 2 } })
  })

  it('are refused where they do not fit, and the question stays open', () => {
    const test = fresh()
    const refused: readonly (readonly [string, AnswerValue])[] = [
      ['q99', recording('audio_1')],
      ['__proto__', recording('audio_1')],
      ['q1', { kind: 'choice', optionId: 'yes' }],
      ['q6', recording('audio_1')],
      ['q6', { kind: 'choice', optionId: 'maybe' }],
      ['q1', recording('audio_1', 0)],
      ['q1', recording('audio_1', 660)],
      ['q1', recording('audio_1', Number.NaN)],
      ['q1', { kind: 'typed', text: ' \n' }],
    ]
    for (const [questionId, value] of refused) expect(answer(test, questionId, value), questionId).toMatchObject({ failed: true, code: 'VALIDATION_ERROR' })
    expect(nextQuestion(test)?.questionId).toBe('q1')
  })

  it('may be typed instead of spoken', () => {
    expect(must(answer(fresh(), 'q1', { kind: 'typed', text: 'My name is Jun.' })).outcome).toBe('new')
  })
})

describe('the end of a test', () => {
  const answered = must(answer(fresh(), 'q1', recording('audio_1'))).test
  const completed = must(completeTest(answered, START + 2000))
  const cancelled = must(cancelTest(answered, START + 2000))

  const table: readonly (readonly [string, LevelTest, 'answer' | 'complete' | 'cancel', string])[] = [
    ['in progress', answered, 'answer', 'in-progress'],
    ['in progress', answered, 'complete', 'completed'],
    ['in progress', answered, 'cancel', 'cancelled'],
    ['without an answer', fresh(), 'complete', 'VALIDATION_ERROR'],
    ['without an answer', fresh(), 'cancel', 'cancelled'],
    ['completed', completed, 'answer', 'CONFLICT'],
    ['completed', completed, 'complete', 'completed'],
    ['completed', completed, 'cancel', 'CONFLICT'],
    ['cancelled', cancelled, 'answer', 'CONFLICT'],
    ['cancelled', cancelled, 'complete', 'CONFLICT'],
    ['cancelled', cancelled, 'cancel', 'cancelled'],
  ]
  const act = (test: LevelTest, action: string, now: number) => {
    if (action === 'complete') return completeTest(test, now)
    if (action === 'cancel') return cancelTest(test, now)
    const accepted = acceptAnswer(test, { questionId: 'q2', value: recording('audio_2'), retake: false }, now)
    return isFailure(accepted) ? accepted : accepted.test
  }

  it.each(table)('%s: %s', (_name, test, action, end) => {
    const next = act(test, action, START + 3000)
    expect(isFailure(next) ? next.code : next.status).toBe(end)
  })

  it.each(table)('after 14 days it is gone (%s)', (_name, test, action) => {
    expect(act(test, action, START + LIFE_MS)).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('ends once: completing again keeps the first moment', () => {
    expect(must(completeTest(completed, START + 9000)).endedAt).toBe(START + 2000)
  })
})

it('counts every answer once, whatever the order and the repeats', () => {
  const send = fc.record({ question: fc.integer({ min: 1, max: 5 }), audio: fc.nat(3), retake: fc.boolean() })
  fc.assert(
    fc.property(fc.array(send, { maxLength: 40 }), (sends) => {
      let test = fresh()
      for (const { question, audio, retake } of sends) {
        const next = answer(test, `q${question}`, recording(`audio_${audio}`), retake)
        if (!isFailure(next)) test = next.test
      }
      const ids = test.answers.map((one) => one.questionId)
      expect(new Set(ids).size).toBe(ids.length)
      expect(new Set(ids)).toEqual(new Set(sends.map(({ question }) => `q${question}`)))
      for (const one of test.answers) expect(one.take).toBeLessThanOrEqual(3)
      expect(JSON.parse(JSON.stringify(test))).toEqual(test)
    }),
  )
})
