import type { OnboardingStatus } from '@studymate/contract/onboarding'

/** Steps of the welcome in order, as the address names them. */
export const STEPS = ['about', 'languages', 'topics', 'times'] as const
export type Step = (typeof STEPS)[number]

/** Minutes that are left from each step on. */
export const MINUTES: Readonly<Record<Step, number>> = { about: 3, languages: 2, topics: 2, times: 1 }

const OF_STATUS: Readonly<Record<Step, OnboardingStatus['steps'][number]['step']>> = {
  about: 'about',
  languages: 'languages',
  topics: 'topics',
  times: 'schedule',
}

export function isStep(text: string): text is Step {
  return STEPS.some((step) => step === text)
}

/** Where to go on: the first step that lacks something; null when none does. */
export function firstGap(status: OnboardingStatus): Step | null {
  return STEPS.find((step) => status.steps.some((one) => one.step === OF_STATUS[step] && !one.done)) ?? null
}

/** The step before and after. */
export function beside(step: Step): { before: Step | null; after: Step | null } {
  const at = STEPS.indexOf(step)
  return { before: STEPS[at - 1] ?? null, after: STEPS[at + 1] ?? null }
}
