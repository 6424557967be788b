import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import {
  CommunicationMethodCode,
  DayOfWeekCode,
  GroupSizeCode,
  LearningStyleCode,
  MotivationCode,
  PersonalityCode,
  TopicCode,
  WishedGenderCode,
} from './reference.ts'
import { LearningLanguage } from './user.ts'
import { CefrLevel, CodeName, LanguageCode, Timestamp } from './values.ts'

const common = { tag: 'onboarding', auth: 'member', limit: '120/min' } as const
const list = { ...common, method: 'GET', input: z.object({}), output: z.array(CodeName), errors: [] } as const
const save = { ...common, method: 'POST' } as const

/** Each code once, in the person's own order. */
function codes<T extends z.ZodType<string>>(of: T, max: number) {
  return z
    .array(of)
    .max(max)
    .refine((values) => new Set(values).size === values.length, 'each one once')
}

// Languages

export const listLanguages = endpoint({ ...list, id: 'listLanguages', path: '/onboarding/language/languages', summary: 'Languages of the service' })

/** Levels, each with a sentence that says what one can do there. */
export const listLevels = endpoint({
  ...list,
  id: 'listLevels',
  path: '/onboarding/language/levels',
  summary: 'CEFR levels with what one can do',
  output: z.array(CodeName.extend({ description: z.string() })),
})

const NativeLanguage = z.object({ nativeLanguage: LanguageCode.nullable() })
export const getNativeLanguage = endpoint({
  ...list,
  id: 'getNativeLanguage',
  path: '/onboarding/language/native-language',
  summary: 'The native language',
  output: NativeLanguage,
})
/** Saves the native language; one that the person learns is refused. */
export const saveNativeLanguage = endpoint({
  ...save,
  id: 'saveNativeLanguage',
  path: '/onboarding/language/native-language',
  summary: 'Save the native language',
  input: z.object({ languageCode: LanguageCode }),
  output: NativeLanguage,
  errors: ['VALIDATION_ERROR'],
})

/** Learning languages in the person's order; the first is the default elsewhere. */
const LearningLanguages = z.object({ learningLanguages: z.array(LearningLanguage) })
export const getLearningLanguages = endpoint({
  ...list,
  id: 'getLearningLanguages',
  path: '/onboarding/language/learning-language',
  summary: 'Languages that the person learns',
  output: LearningLanguages,
})
/** Replaces the learning languages; those that stay keep their level. An empty list clears them, so that two languages can be swapped. */
export const saveLearningLanguages = endpoint({
  ...save,
  id: 'saveLearningLanguages',
  path: '/onboarding/language/learning-language',
  summary: 'Replace the languages that the person learns',
  input: z.object({ languageCodes: codes(LanguageCode, 8) }),
  output: LearningLanguages,
  errors: ['VALIDATION_ERROR'],
})
/** Saves the level in one of the learning languages. */
export const saveLanguageLevel = endpoint({
  ...save,
  id: 'saveLanguageLevel',
  path: '/onboarding/language/language-level',
  summary: 'Save the level in a language',
  input: z.object({ languageCode: LanguageCode, level: CefrLevel }),
  output: LearningLanguages,
  errors: ['VALIDATION_ERROR'],
})

// Interests

export const listMotivations = endpoint({ ...list, id: 'listMotivations', path: '/onboarding/interest/motivations', summary: 'Reasons to learn' })
export const listTopics = endpoint({ ...list, id: 'listTopics', path: '/onboarding/interest/topics', summary: 'Topics to talk about' })
export const listLearningStyles = endpoint({ ...list, id: 'listLearningStyles', path: '/onboarding/interest/learning-styles', summary: 'Ways to learn' })
export const listCommunicationMethods = endpoint({
  ...list,
  id: 'listCommunicationMethods',
  path: '/onboarding/interest/communication-methods',
  summary: 'Ways to meet',
})
/** The same list under the guide's other path. */
export const listScheduleMethods = endpoint({
  ...list,
  id: 'listScheduleMethods',
  path: '/onboarding/schedule/communication-methods',
  summary: 'Ways to meet',
})

export const saveMotivations = endpoint({
  ...save,
  id: 'saveMotivations',
  path: '/onboarding/interest/motivation',
  summary: 'Replace the reasons to learn',
  input: z.object({ motivations: codes(MotivationCode, 10) }),
  output: z.object({ motivations: z.array(MotivationCode) }),
  errors: [],
})
export const saveTopics = endpoint({
  ...save,
  id: 'saveTopics',
  path: '/onboarding/interest/topic',
  summary: 'Replace the topics to talk about',
  input: z.object({ topics: codes(TopicCode, 24) }),
  output: z.object({ topics: z.array(TopicCode) }),
  errors: [],
})
export const saveLearningStyles = endpoint({
  ...save,
  id: 'saveLearningStyles',
  path: '/onboarding/interest/learning-style',
  summary: 'Replace the ways to learn',
  input: z.object({ learningStyles: codes(LearningStyleCode, 8) }),
  output: z.object({ learningStyles: z.array(LearningStyleCode) }),
  errors: [],
})
export const saveCommunicationMethods = endpoint({
  ...save,
  id: 'saveCommunicationMethods',
  path: '/onboarding/schedule/communication-method',
  summary: 'Replace the ways to meet',
  input: z.object({ communicationMethods: codes(CommunicationMethodCode, 4) }),
  output: z.object({ communicationMethods: z.array(CommunicationMethodCode) }),
  errors: [],
})

// The partner. These have no list of their own in the guide: what is chosen comes with what there is to choose from.

/** The choices, by name in the caller's language. */
const options = z.array(CodeName)
const Personalities = z.object({ personalities: z.array(PersonalityCode) })
const WishedGender = z.object({ gender: WishedGenderCode.nullable() })
const GroupSize = z.object({ groupSize: GroupSizeCode.nullable() })

export const getPersonalities = endpoint({
  ...list,
  id: 'getPersonalities',
  path: '/onboarding/partner/personality',
  summary: 'What a partner should be like: what is chosen, and the choices',
  output: Personalities.extend({ options }),
})
/** Replaces what a partner should be like, in the person's own order; an empty list takes the wish back. */
export const savePersonalities = endpoint({
  ...save,
  id: 'savePersonalities',
  path: '/onboarding/partner/personality',
  summary: 'Replace what a partner should be like',
  input: z.object({ personalities: codes(PersonalityCode, 9) }),
  output: Personalities,
  errors: [],
})

/** `gender` is null until something was said. */
export const getWishedGender = endpoint({
  ...list,
  id: 'getWishedGender',
  path: '/onboarding/partner/gender',
  summary: 'The gender wished of a partner: what is chosen, and the choices',
  output: WishedGender.extend({ options }),
})
/** Saves the wish, which binds both ways: whoever wishes women sees women only, and is seen by women only. `ANY` takes it back. */
export const saveWishedGender = endpoint({
  ...save,
  id: 'saveWishedGender',
  path: '/onboarding/partner/gender',
  summary: 'Save the gender wished of a partner',
  input: z.object({ gender: WishedGenderCode }),
  output: WishedGender,
  errors: [],
})

/** `groupSize` is null until something was said. */
export const getGroupSize = endpoint({
  ...list,
  id: 'getGroupSize',
  path: '/onboarding/partner/group-size',
  summary: 'With how many one likes to talk: what is chosen, and the choices',
  output: GroupSize.extend({ options }),
})
export const saveGroupSize = endpoint({
  ...save,
  id: 'saveGroupSize',
  path: '/onboarding/partner/group-size',
  summary: 'Save with how many one likes to talk',
  input: z.object({ groupSize: GroupSizeCode }),
  output: GroupSize,
  errors: [],
})

// Free hours

export const listDaysOfWeek = endpoint({ ...list, id: 'listDaysOfWeek', path: '/onboarding/schedule/day-of-week', summary: 'Days of the week, Monday first' })
/** Each zone once; `aliases` are its other names in the IANA database, older and newer, which are taken where one saves. */
export const listTimeZones = endpoint({
  ...list,
  id: 'listTimeZones',
  path: '/onboarding/schedule/time-zones',
  summary: 'Time zones to choose from',
  output: z.array(CodeName.extend({ aliases: z.array(z.string()) })),
})

/** Half hours of a week on the wall clock of `timeZone`; an end at or before the start lies on the next day, `24:00` ends the day. */
const slot = { dayOfWeek: DayOfWeekCode, startTime: z.string().max(5).meta({ example: '20:00' }), endTime: z.string().max(5).meta({ example: '22:00' }) }
/** One stretch of free hours. */
export const SlotId = z.string().regex(/^slot_[A-Za-z0-9_-]{6,64}$/)
/** Free hours of a week as they were written, in the time zone they were written for; null while none are. */
export const Schedule = z
  .object({
    /** Null until free hours were saved once. */
    timeZone: z.string().nullable(),
    slots: z.array(z.object({ slotId: SlotId, ...slot })),
    /** What the slots come to, overlaps counted once. */
    minutesPerWeek: z.int().min(0).max(10_080),
  })
  .meta({ id: 'Schedule' })
export type Schedule = z.infer<typeof Schedule>

export const getSchedule = endpoint({ ...list, id: 'getSchedule', path: '/onboarding/schedule/schedule', summary: 'Free hours of the week', output: Schedule })
/** Replaces the free hours; nothing is dropped silently: a slot that cannot be read refuses them all. */
export const saveSchedule = endpoint({
  ...save,
  id: 'saveSchedule',
  path: '/onboarding/schedule/schedule',
  summary: 'Replace the free hours of the week',
  input: z.object({ timeZone: z.string().max(64), slots: z.array(z.object(slot)).max(168) }),
  output: Schedule,
  errors: ['VALIDATION_ERROR'],
})
/** Takes one slot out, or all without `slotId`. */
export const deleteSchedule = endpoint({
  ...common,
  id: 'deleteSchedule',
  method: 'DELETE',
  path: '/onboarding/schedule/schedule',
  summary: 'Take out one slot or all',
  input: z.object({ slotId: SlotId.optional() }),
  output: Schedule,
  errors: ['NOT_FOUND', 'CONFLICT'],
})

// How far

/** What the welcome can still miss. The first five are required. */
export const MISSING = [
  'displayName',
  'birthYear',
  'nativeLanguage',
  'learningLanguage',
  'languageLevel',
  'topics',
  'motivations',
  'learningStyles',
  'communicationMethods',
  'personalities',
  'wishedGender',
  'groupSize',
  'schedule',
  'profileImage',
  'selfBio',
  'gender',
  'location',
] as const
/** What the introduction still lacks. */
export const Missing = z.enum(MISSING).meta({ id: 'MissingStep' })
export type Missing = z.infer<typeof Missing>

/** The eight steps of the welcome, in order. */
export const WELCOME_STEPS = ['about', 'languages', 'motivations', 'topics', 'learning', 'partner', 'schedule', 'profile'] as const
/** A step of the welcome. */
export const WelcomeStep = z.enum(WELCOME_STEPS).meta({ id: 'WelcomeStep' })
export type WelcomeStep = z.infer<typeof WelcomeStep>

/** How far the introduction is; `completedAt` is null until it is complete. */
export const OnboardingStatus = z
  .object({
    steps: z.array(
      z.object({
        step: WelcomeStep,
        required: z.boolean(),
        /** Lacks nothing or, where it is not required, was saved once: nothing chosen is an answer too, and is not asked again. */
        done: z.boolean(),
        missing: z.array(Missing),
      }),
    ),
    /** What `complete` would be refused for; empty when it can be called. */
    missing: z.array(Missing),
    completed: z.boolean(),
    completedAt: Timestamp.nullable(),
  })
  .meta({ id: 'OnboardingStatus' })
export type OnboardingStatus = z.infer<typeof OnboardingStatus>

export const getOnboardingStatus = endpoint({
  ...list,
  id: 'getOnboardingStatus',
  path: '/onboarding/status',
  summary: 'Steps of the welcome, done and missing',
  output: OnboardingStatus,
})
/** Ends the welcome; `ONBOARD_001` with `details.missing` while something required is. Twice is harmless. */
export const completeOnboarding = endpoint({
  ...save,
  id: 'completeOnboarding',
  path: '/onboarding/complete',
  summary: 'End the welcome',
  input: z.object({}),
  output: OnboardingStatus,
  errors: ['ONBOARD_001'],
})
