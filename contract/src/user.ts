import * as z from 'zod'
import { BirthYear } from './auth.ts'
import { endpoint } from './endpoint.ts'
import { CommunicationMethodCode, GenderCode, LearningStyleCode, MotivationCode, TopicCode } from './reference.ts'
import { CefrLevel, CodeName, LanguageCode, Timestamp, UserId, text } from './values.ts'

/** A language that somebody learns, with the level they gave themselves; null until they said it. */
export const LearningLanguage = z.object({ code: LanguageCode, level: CefrLevel.nullable() }).meta({ id: 'LearningLanguage' })
export type LearningLanguage = z.infer<typeof LearningLanguage>

/** Everything that a person has said of themselves, as they see it on their own page. */
export const Profile = z
  .object({
    userId: UserId,
    displayName: z.string(),
    englishName: z.string().nullable(),
    username: z.string(),
    profileImage: z.string().nullable(),
    birthYear: z.int().nullable(),
    /** `MM-DD`. */
    birthday: z.string().nullable(),
    gender: GenderCode.nullable(),
    location: CodeName.nullable(),
    selfBio: z.string().nullable(),
    nativeLanguage: LanguageCode.nullable(),
    learningLanguages: z.array(LearningLanguage),
    interests: z.array(TopicCode),
    motivations: z.array(MotivationCode),
    learningStyles: z.array(LearningStyleCode),
    communicationMethods: z.array(CommunicationMethodCode),
    timeZone: z.string(),
    createdAt: Timestamp,
  })
  .meta({ id: 'Profile' })
export type Profile = z.infer<typeof Profile>

const common = { tag: 'user', auth: 'member', limit: '120/min' } as const

/** The person's names. Guide 2. */
export const getName = endpoint({
  ...common,
  id: 'getName',
  method: 'GET',
  path: '/user/name',
  summary: 'Names of the signed-in person',
  input: z.object({}),
  output: z.object({ name: z.string(), englishName: z.string().nullable(), username: z.string() }),
  errors: ['USER_001'],
})

/** The person's own profile. Guide 2. */
export const getProfile = endpoint({
  ...common,
  id: 'getProfile',
  method: 'GET',
  path: '/user/profile',
  summary: 'Profile of the signed-in person',
  input: z.object({}),
  output: Profile,
  errors: ['USER_001'],
})

/** Genders to choose from. Guide 2. */
export const listGenders = endpoint({
  ...common,
  id: 'listGenders',
  method: 'GET',
  path: '/user/gender-type',
  summary: 'Genders to choose from',
  input: z.object({}),
  output: z.array(CodeName),
  errors: [],
})

/** Places to choose from: Korean regions and countries, nothing finer. Guide 2. */
export const listLocations = endpoint({
  ...common,
  id: 'listLocations',
  method: 'GET',
  path: '/user/locations',
  summary: 'Places to choose from',
  input: z.object({}),
  output: z.array(CodeName),
  errors: [],
})

/** Saves or (with null or an empty text) clears the English name. Guide 2. */
export const saveEnglishName = endpoint({
  ...common,
  id: 'saveEnglishName',
  method: 'PATCH',
  path: '/user/english-name',
  summary: 'Save the English name',
  input: z.object({ englishName: text({ max: 40, line: true }).nullable() }),
  output: z.object({ englishName: z.string().nullable() }),
  errors: ['VALIDATION_ERROR'],
})

/** Saves the birth year, once: the same again is fine, another one is refused (decisions §5). Guide 2. */
export const saveBirthYear = endpoint({
  ...common,
  id: 'saveBirthYear',
  method: 'PATCH',
  path: '/user/birthyear',
  summary: 'Save the birth year, once',
  input: z.object({ birthYear: BirthYear }),
  output: z.object({ birthYear: z.int() }),
  errors: ['AGE_RESTRICTED', 'CONFLICT'],
})

/** Saves the birthday; 29 February is one. Guide 2. */
export const saveBirthday = endpoint({
  ...common,
  id: 'saveBirthday',
  method: 'PATCH',
  path: '/user/birthday',
  summary: 'Save the birthday',
  input: z.object({ birthday: z.string().max(5).meta({ example: '02-29' }).nullable() }),
  output: z.object({ birthday: z.string().nullable() }),
  errors: ['VALIDATION_ERROR'],
})

/** Saves the place where the person lives. Guide 2. */
export const saveLocation = endpoint({
  ...common,
  id: 'saveLocation',
  method: 'PATCH',
  path: '/user/location',
  summary: 'Save where the person lives',
  input: z.object({ locationId: z.string().max(8).meta({ example: 'KR-11' }).nullable() }),
  output: z.object({ location: CodeName.nullable() }),
  errors: ['VALIDATION_ERROR'],
})

/** Saves the words about oneself, at most 500 characters; an empty text clears them. Guide 2. */
export const saveSelfBio = endpoint({
  ...common,
  id: 'saveSelfBio',
  method: 'PATCH',
  path: '/user/self-bio',
  summary: 'Save the words about oneself',
  input: z.object({ selfBio: text({ max: 500 }).nullable() }),
  output: z.object({ selfBio: z.string().nullable() }),
  errors: [],
})

/** Saves the gender. Guide 2. */
export const saveGender = endpoint({
  ...common,
  id: 'saveGender',
  method: 'PATCH',
  path: '/user/gender',
  summary: 'Save the gender',
  input: z.object({ gender: GenderCode.nullable() }),
  output: z.object({ gender: GenderCode.nullable() }),
  errors: [],
})
