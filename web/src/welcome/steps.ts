import type { OnboardingStatus, WelcomeStep } from '@studymate/contract/onboarding'

/** Steps of the welcome in order, as the address names them. */
export const STEPS = ['about', 'languages', 'why', 'topics', 'how', 'partner', 'times', 'me'] as const
export type Step = (typeof STEPS)[number]

/** Minutes that are left from each step on. */
export const MINUTES: Readonly<Record<Step, number>> = { about: 3, languages: 2, why: 2, topics: 2, how: 2, partner: 1, times: 1, me: 1 }

const OF_STATUS: Readonly<Record<Step, WelcomeStep>> = {
  about: 'about',
  languages: 'languages',
  why: 'motivations',
  topics: 'topics',
  how: 'learning',
  partner: 'partner',
  times: 'schedule',
  me: 'profile',
}

export function isStep(text: string): text is Step {
  return STEPS.some((step) => step === text)
}

/** Where to go on: the first step that is not done; null when all are. */
export function firstGap(status: Pick<OnboardingStatus, 'steps'>): Step | null {
  return STEPS.find((step) => status.steps.some((one) => one.step === OF_STATUS[step] && !one.done)) ?? null
}

/** The step before and after. */
export function beside(step: Step): { before: Step | null; after: Step | null } {
  const at = STEPS.indexOf(step)
  return { before: STEPS[at - 1] ?? null, after: STEPS[at + 1] ?? null }
}
