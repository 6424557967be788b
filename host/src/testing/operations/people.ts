import * as onboarding from '@studymate/contract/onboarding'
import * as image from '@studymate/contract/profile-image'
import * as user from '@studymate/contract/user'
import { jpeg } from '../pictures.ts'
import { mine, operation } from './operation.ts'
import type { Operation } from './operation.ts'

const slots = [{ dayOfWeek: 'MONDAY', startTime: '20:00', endTime: '23:00' }] as const
const LISTS = [
  onboarding.listCommunicationMethods,
  onboarding.listDaysOfWeek,
  onboarding.listLanguages,
  onboarding.listLearningStyles,
  onboarding.listLevels,
  onboarding.listMotivations,
  onboarding.listScheduleMethods,
  onboarding.listTimeZones,
  onboarding.listTopics,
  user.listGenders,
  user.listLocations,
]
const OWN = [
  onboarding.getGroupSize,
  onboarding.getLearningLanguages,
  onboarding.getNativeLanguage,
  onboarding.getOnboardingStatus,
  onboarding.getPersonalities,
  onboarding.getSchedule,
  onboarding.getWishedGender,
  user.getName,
  user.getProfile,
  image.getProfileImage,
]

/** What people say of themselves. */
export const OF_PEOPLE: readonly Operation[] = [
  ...LISTS.map((of) => mine(of, {})),
  ...OWN.map((of) => mine(of, {})),
  mine(user.saveEnglishName, { englishName: 'Mina' }),
  mine(user.saveBirthYear, { birthYear: 1995 }),
  mine(user.saveBirthday, { birthday: '02-29' }),
  mine(user.saveLocation, { locationId: 'KR-11' }),
  mine(user.saveSelfBio, { selfBio: 'I like to cook.' }),
  mine(user.saveGender, { gender: 'FEMALE' }),
  operation(image.saveProfileImage, ({ me }) => ({
    by: me,
    input: { image: new File([jpeg({ width: 64, height: 64 })], 'me.jpg', { type: 'image/jpeg' }) },
  })),
  mine(image.removeProfileImage, {}),
  mine(onboarding.saveNativeLanguage, { languageCode: 'ko' }),
  mine(onboarding.saveLearningLanguages, { languageCodes: ['en'] }),
  mine(onboarding.saveLanguageLevel, { languageCode: 'en', level: 'B1' }),
  mine(onboarding.saveMotivations, { motivations: ['TRAVEL'] }),
  mine(onboarding.saveTopics, { topics: ['FOOD', 'MUSIC'] }),
  mine(onboarding.saveLearningStyles, { learningStyles: ['CONVERSATION'] }),
  mine(onboarding.saveCommunicationMethods, { communicationMethods: ['TEXT'] }),
  mine(onboarding.savePersonalities, { personalities: [] }),
  mine(onboarding.saveWishedGender, { gender: 'ANY' }),
  mine(onboarding.saveGroupSize, { groupSize: 'ANY' }),
  mine(onboarding.saveSchedule, { timeZone: 'Asia/Seoul', slots: [...slots] }),
  operation(onboarding.deleteSchedule, ({ fourth }) => ({ by: fourth, input: {} })),
  mine(onboarding.completeOnboarding, {}),
]
