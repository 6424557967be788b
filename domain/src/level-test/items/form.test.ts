import { isFailure } from '@studymate/contract/errors'
import { LANGUAGES, type LanguageCode } from '@studymate/contract/values'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ENGLISH_GAPS } from '#level-test/items/english-grammar'
import { ENGLISH_WORDS } from '#level-test/items/english-words'
import { bankOf, form } from '#level-test/items/form'
import { SPEAKING_STEPS, speakingItems, speakingLanguages } from '#level-test/items/speaking'
import type { TestMode } from '@studymate/contract/level-test-parts'

/** Numbers of a seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

function made(languageCode: LanguageCode, mode: TestMode, seed: number) {
  const result = form(languageCode, mode, seeded(seed))
  if (isFailure(result)) throw new Error(JSON.stringify(result))
  return result
}

describe('the bank', () => {
  it('has at least sixty closed items and ten talks of English, no item twice', () => {
    expect(ENGLISH_WORDS.length + ENGLISH_GAPS.length).toBeGreaterThanOrEqual(60)
    const ids = [...ENGLISH_WORDS, ...ENGLISH_GAPS].map((item) => item.itemId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(ENGLISH_WORDS.map((item) => item.word)).size).toBe(ENGLISH_WORDS.length)
    expect(SPEAKING_STEPS.flatMap((step) => speakingItems('en', step))).toHaveLength(10)
  })

  it('has one gap a sentence and four different fillings', () => {
    for (const item of ENGLISH_GAPS) {
      expect(item.sentence.split('___'), item.itemId).toHaveLength(2)
      expect(new Set([item.right, ...item.wrong]).size, item.itemId).toBe(4)
    }
  })

  it.each(speakingLanguages())('has an instruction for each prompt of %s', (languageCode) => {
    for (const step of SPEAKING_STEPS) {
      const items = speakingItems(languageCode, step)
      expect(items).toHaveLength(2)
      for (const item of items) expect(item.prompt && item.instruction.ko && item.instruction.en).toBeTruthy()
    }
  })
})

describe('a form', () => {
  it('asks five talks, twenty words and fifteen gaps, whatever the seed', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { questions, key } = made('en', 'standard', seed)
        const count = (kind: string) => questions.filter((question) => question.kind === kind).length
        expect([count('speaking'), count('vocabulary'), count('grammar')]).toEqual([5, 20, 15])
        expect(questions.map((question) => question.questionId)).toEqual(questions.map((_, index) => `q${index + 1}`))
        expect(Object.keys(key)).toHaveLength(35)
        expect(new Set(Object.values(key).map((entry) => entry.itemId)).size).toBe(35)
        expect(Object.values(key).filter((entry) => entry.right === 'no')).toHaveLength(6)
        for (const question of questions) {
          if (question.kind === 'speaking') expect(question.maxSeconds).toBeGreaterThanOrEqual(20)
          else expect(question.options?.some((option) => option.id === key[question.questionId]?.right)).toBe(true)
        }
      }),
    )
  })

  it('is the same for the same seed and differs between seeds', () => {
    expect(made('en', 'standard', 7)).toEqual(made('en', 'standard', 7))
    expect(made('en', 'standard', 7)).not.toEqual(made('en', 'standard', 8))
  })

  it('tells nothing of the key: neither the place of the right option nor a field', () => {
    const places = new Set<string>()
    for (let seed = 0; seed < 20; seed++) {
      const { questions, key } = made('en', 'standard', seed)
      for (const question of questions) {
        expect(Object.keys(question).toSorted()).toEqual(
          ['instruction', 'kind', 'level', 'maxSeconds', 'prompt', 'questionId', 'thinkSeconds', ...(question.options ? ['options'] : [])].toSorted(),
        )
        if (question.kind === 'grammar') places.add(key[question.questionId]?.right ?? '')
      }
    }
    expect([...places].toSorted()).toEqual(['a', 'b', 'c', 'd'])
  })

  it('has only talks in voice mode and in languages without a full bank', () => {
    expect(made('en', 'voice', 1).questions.every((question) => question.kind === 'speaking')).toBe(true)
    expect(made('ko', 'standard', 1).questions).toHaveLength(5)
    expect(made('ko', 'standard', 1).key).toEqual({})
  })

  it('refuses a language without prompts and says which have some', () => {
    for (const languageCode of LANGUAGES.filter((code) => bankOf(code) === 'none')) {
      expect(form(languageCode, 'standard', seeded(1))).toMatchObject({ failed: true, code: 'VALIDATION_ERROR' })
    }
  })
})
