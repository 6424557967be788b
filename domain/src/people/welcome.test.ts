import { expect, it } from 'vitest'
import { welcomeSteps, type Answers } from './welcome.ts'

const nothing: Answers = {
  displayName: 'Sora',
  birthYear: null,
  nativeLanguage: null,
  learning: [],
  topics: 0,
  motivations: 0,
  learningStyles: 0,
  communicationMethods: 0,
  personalities: 0,
  wishedGender: null,
  groupSize: null,
  slots: 0,
  profileImage: null,
  selfBio: null,
  gender: null,
  location: null,
  saved: [],
}
const enough: Answers = { ...nothing, birthYear: 1998, nativeLanguage: 'ko', learning: [{ level: null }, { level: 'B1' }] }

it('lacks what is required, in the order of the steps', () => {
  expect(welcomeSteps(nothing).missing).toEqual(['birthYear', 'nativeLanguage', 'learningLanguage', 'languageLevel'])
  expect(welcomeSteps({ ...enough, learning: [{ level: null }] }).missing).toEqual(['languageLevel'])
})

it('needs one language with its level, and nothing of what is optional', () => {
  const { steps, missing } = welcomeSteps(enough)
  expect(missing).toEqual([])
  expect(steps.filter(({ done }) => !done).every(({ required }) => !required)).toBe(true)
})

it('calls a step done once it lacks nothing', () => {
  const done = (answers: Answers) => welcomeSteps(answers).steps.flatMap(({ step, done: isDone }) => (isDone ? [step] : []))
  expect(done({ ...enough, topics: 1, learningStyles: 1 })).toEqual(['about', 'languages', 'topics'])
  expect(done({ ...enough, learningStyles: 1, communicationMethods: 2, slots: 1 })).toEqual(['about', 'languages', 'learning', 'schedule'])
})

it('asks nothing twice that was passed over, but never lets pass what is required', () => {
  const passed: Answers = { ...nothing, saved: ['languages', 'motivations', 'partner'] }
  const { steps, missing } = welcomeSteps(passed)
  expect(steps.flatMap(({ step, done }) => (done ? [step] : []))).toEqual(['motivations', 'partner'])
  expect(steps.find(({ step }) => step === 'partner')?.missing).toEqual(['personalities', 'wishedGender', 'groupSize'])
  expect(missing).toEqual(['birthYear', 'nativeLanguage', 'learningLanguage', 'languageLevel'])
})
