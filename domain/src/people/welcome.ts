import type { Missing, OnboardingStatus, WelcomeStep } from '@studymate/contract/onboarding'

/** What the welcome asks, as far as it was answered. */
export interface Answers {
  readonly displayName: string
  readonly birthYear: number | null
  readonly nativeLanguage: string | null
  readonly learning: readonly { readonly level: string | null }[]
  readonly topics: number
  readonly motivations: number
  readonly learningStyles: number
  readonly communicationMethods: number
  readonly personalities: number
  readonly wishedGender: string | null
  readonly groupSize: string | null
  readonly slots: number
  readonly profileImage: string | null
  readonly selfBio: string | null
  readonly gender: string | null
  readonly location: string | null
  /** Steps that were saved once, be it with nothing chosen. */
  readonly saved: readonly string[]
}

type Step = OnboardingStatus['steps'][number]

const IS_ANSWERED: Readonly<Record<Missing, (of: Answers) => boolean>> = {
  displayName: (of) => of.displayName !== '',
  birthYear: (of) => of.birthYear !== null,
  nativeLanguage: (of) => of.nativeLanguage !== null,
  learningLanguage: (of) => of.learning.length > 0,
  languageLevel: (of) => of.learning.some(({ level }) => level !== null),
  topics: (of) => of.topics > 0,
  motivations: (of) => of.motivations > 0,
  learningStyles: (of) => of.learningStyles > 0,
  communicationMethods: (of) => of.communicationMethods > 0,
  personalities: (of) => of.personalities > 0,
  wishedGender: (of) => of.wishedGender !== null,
  groupSize: (of) => of.groupSize !== null,
  schedule: (of) => of.slots > 0,
  profileImage: (of) => of.profileImage !== null,
  selfBio: (of) => of.selfBio !== null,
  gender: (of) => of.gender !== null,
  location: (of) => of.location !== null,
}

const STEPS: readonly { readonly step: WelcomeStep; readonly required: boolean; readonly asks: readonly Missing[] }[] = [
  { step: 'about', required: true, asks: ['displayName', 'birthYear'] },
  { step: 'languages', required: true, asks: ['nativeLanguage', 'learningLanguage', 'languageLevel'] },
  { step: 'motivations', required: false, asks: ['motivations'] },
  { step: 'topics', required: false, asks: ['topics'] },
  { step: 'learning', required: false, asks: ['learningStyles', 'communicationMethods'] },
  { step: 'partner', required: false, asks: ['personalities', 'wishedGender', 'groupSize'] },
  { step: 'schedule', required: false, asks: ['schedule'] },
  { step: 'profile', required: false, asks: ['profileImage', 'selfBio', 'gender', 'location'] },
]

/**
 * The steps of the welcome in order, each with what it still lacks and whether it is done (a step that is not required also is once it was saved), and `missing`: what keeps it from being ended. Required are the name, the birth
 * year (without it nobody is met, decisions §5), the native language and one learning language with its level.
 */
export function welcomeSteps(answers: Answers): { readonly steps: Step[]; readonly missing: Missing[] } {
  const steps = STEPS.map(({ step, required, asks }) => {
    const missing = asks.filter((ask) => !IS_ANSWERED[ask](answers))
    return { step, required, done: missing.length === 0 || (!required && answers.saved.includes(step)), missing }
  })
  return { steps, missing: steps.filter(({ required }) => required).flatMap(({ missing }) => missing) }
}
