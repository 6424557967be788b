import { expect, it } from 'vitest'
import { WELCOME_STEPS } from '@studymate/contract/onboarding'
import { beside, firstGap, STEPS } from './steps.ts'

const status = (done: readonly string[]) => ({ steps: WELCOME_STEPS.map((step) => ({ step, required: false, done: done.includes(step), missing: [] })) })

it('goes on at the first step that is not done, in the order of the pages', () => {
  for (const [at, step] of STEPS.entries()) expect(firstGap(status(WELCOME_STEPS.slice(0, at)))).toBe(step)
  expect(firstGap(status(WELCOME_STEPS))).toBeNull()
  expect(firstGap(status(['about', 'languages', 'topics']))).toBe('why')
})

it('knows the way back and on', () => {
  expect(beside('about')).toEqual({ before: null, after: 'languages' })
  expect(beside('me')).toEqual({ before: 'times', after: null })
})
