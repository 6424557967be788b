import * as contract from '@studymate/contract/onboarding'
import { fail, isFailure } from '@studymate/contract/errors'
import {
  COMMUNICATION_METHODS,
  GROUP_SIZES,
  LEARNING_STYLES,
  LEVELS,
  MOTIVATIONS,
  PERSONALITIES,
  PersonalityCode,
  TOPICS,
  WEEKDAYS,
  WISHED_GENDERS,
  inTongue,
} from '@studymate/contract/reference'
import { timestamp } from '@studymate/contract/values'
import { welcomeSteps } from '@studymate/domain/people/welcome'
import { isTimeZone } from '@studymate/domain/schedule/time-zone'
import { route } from '#edge/context'
import type { Handler, MemberCtx } from '#edge/context'
import { changedStatements, findProfile } from '#user/store'
import type { ChoiceKind } from '#user/store'
import { presentSchedule, weekOf } from './free-week.ts'
import { presentLanguages, presentTimeZones } from './lists.ts'
import * as store from './store.ts'

function invalid(path: string, message: string) {
  return fail('VALIDATION_ERROR', { issues: [{ path, message }] })
}

const getNativeLanguage: Handler<typeof contract.getNativeLanguage> = async (_, { db, userId }) => ({ nativeLanguage: await store.nativeOf(db, userId) })

const saveNativeLanguage: Handler<typeof contract.saveNativeLanguage> = async ({ languageCode }, ctx) => {
  const standing = await store.saveNative(ctx.db, { userId: ctx.userId, code: languageCode, now: ctx.now }, changedStatements(ctx))
  return standing === languageCode ? { nativeLanguage: standing } : invalid('languageCode', 'you are learning this language')
}

const getLearningLanguages: Handler<typeof contract.getLearningLanguages> = async (_, { db, userId }) => ({
  learningLanguages: await store.learningOf(db, userId),
})

const saveLearningLanguages: Handler<typeof contract.saveLearningLanguages> = async ({ languageCodes }, ctx) => {
  const learningLanguages = await store.saveLearning(ctx.db, ctx.userId, languageCodes, changedStatements(ctx))
  const isWanted = learningLanguages.length === languageCodes.length && learningLanguages.every(({ code }, i) => code === languageCodes[i])
  return isWanted ? { learningLanguages } : invalid('languageCodes', 'your native language is among them')
}

const saveLanguageLevel: Handler<typeof contract.saveLanguageLevel> = async ({ languageCode, level }, ctx) => {
  const learningLanguages = await store.setLevel(ctx.db, { userId: ctx.userId, code: languageCode, level }, changedStatements(ctx))
  return learningLanguages.some(({ code }) => code === languageCode) ? { learningLanguages } : invalid('languageCode', 'none of your learning languages')
}

/** What follows a change of the welcome in its batch: the step counts as saved, and matching hears of it. */
function saved(ctx: MemberCtx, step: contract.WelcomeStep): D1PreparedStatement[] {
  return [store.noteStep(ctx.db, ctx.userId, step, ctx.now), ...changedStatements(ctx)]
}

const STEP_OF: Readonly<Record<ChoiceKind, contract.WelcomeStep>> = {
  motivation: 'motivations',
  topic: 'topics',
  'learning-style': 'learning',
  'communication-method': 'learning',
  personality: 'partner',
}

async function choose(ctx: MemberCtx, kind: ChoiceKind, codes: readonly string[]): Promise<void> {
  await store.saveChoices(ctx.db, { userId: ctx.userId, kind, codes }, saved(ctx, STEP_OF[kind]))
}

const saveMotivations: Handler<typeof contract.saveMotivations> = async ({ motivations }, ctx) => {
  await choose(ctx, 'motivation', motivations)
  return { motivations }
}

const saveTopics: Handler<typeof contract.saveTopics> = async ({ topics }, ctx) => {
  await choose(ctx, 'topic', topics)
  return { topics }
}

const saveLearningStyles: Handler<typeof contract.saveLearningStyles> = async ({ learningStyles }, ctx) => {
  await choose(ctx, 'learning-style', learningStyles)
  return { learningStyles }
}

const saveCommunicationMethods: Handler<typeof contract.saveCommunicationMethods> = async ({ communicationMethods }, ctx) => {
  await choose(ctx, 'communication-method', communicationMethods)
  return { communicationMethods }
}

const getPersonalities: Handler<typeof contract.getPersonalities> = async (_, { db, userId, tongue }) => {
  // A code that left its list since it was chosen is not shown.
  const personalities = (await store.chosenOf(db, userId, 'personality')).map((code) => PersonalityCode.safeParse(code)).flatMap(({ data }) => data ?? [])
  return { personalities, options: inTongue(PERSONALITIES, tongue) }
}

const savePersonalities: Handler<typeof contract.savePersonalities> = async ({ personalities }, ctx) => {
  await choose(ctx, 'personality', personalities)
  return { personalities }
}

/** Writes one wish; a statement takes person, value and moment. */
async function wish(ctx: MemberCtx, statement: string, value: string): Promise<void> {
  await ctx.db.batch([ctx.db.prepare(statement).bind(ctx.userId, value, ctx.now), ...saved(ctx, 'partner')])
}

const getWishedGender: Handler<typeof contract.getWishedGender> = async (_, { db, userId, tongue }) => ({
  gender: (await store.wishesOf(db, userId)).wished_gender,
  options: inTongue(WISHED_GENDERS, tongue),
})

const saveWishedGender: Handler<typeof contract.saveWishedGender> = async ({ gender }, ctx) => {
  await wish(ctx, store.SQL.saveWishedGender, gender)
  return { gender }
}

const getGroupSize: Handler<typeof contract.getGroupSize> = async (_, { db, userId, tongue }) => ({
  groupSize: (await store.wishesOf(db, userId)).wished_group_size,
  options: inTongue(GROUP_SIZES, tongue),
})

const saveGroupSize: Handler<typeof contract.saveGroupSize> = async ({ groupSize }, ctx) => {
  await wish(ctx, store.SQL.saveGroupSize, groupSize)
  return { groupSize }
}

const getSchedule: Handler<typeof contract.getSchedule> = async (_, { db, userId }) => presentSchedule(await store.freeHoursOf(db, userId))

const saveSchedule: Handler<typeof contract.saveSchedule> = async ({ timeZone, slots }, ctx) => {
  if (!isTimeZone(timeZone)) return invalid('timeZone', 'not an IANA time zone')
  const rows = slots.map((slot) => ({ id: ctx.ids.next('slot'), day_of_week: slot.dayOfWeek, start_time: slot.startTime, end_time: slot.endTime }))
  const week = weekOf(rows, timeZone, ctx.now)
  if (isFailure(week)) return week
  await store.saveSlots(ctx.db, { userId: ctx.userId, zone: timeZone, slots: rows, week, now: ctx.now }, saved(ctx, 'schedule'))
  return presentSchedule({ zone: timeZone, slots: rows })
}

/** Tries of one deletion while others change the same week: each round at least one of them gets through. */
const TRIES = 40

const deleteSchedule: Handler<typeof contract.deleteSchedule> = async ({ slotId }, ctx) => {
  let hours = await store.freeHoursOf(ctx.db, ctx.userId)
  if (slotId === undefined) {
    if (hours.zone === null) return presentSchedule({ zone: null, slots: [] })
    const week = weekOf([], hours.zone, ctx.now)
    if (isFailure(week)) throw new Error('an empty week cannot be read')
    await store.saveSlots(ctx.db, { userId: ctx.userId, zone: hours.zone, slots: [], week, now: ctx.now }, changedStatements(ctx))
    return presentSchedule({ zone: hours.zone, slots: [] })
  }
  if (!hours.slots.some((slot) => slot.id === slotId)) return fail('NOT_FOUND')
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const { zone } = hours
    if (zone === null || !hours.slots.some((slot) => slot.id === slotId)) return presentSchedule(hours)
    const week = weekOf(
      hours.slots.filter((slot) => slot.id !== slotId),
      zone,
      ctx.now,
    )
    if (isFailure(week)) throw new Error('stored slots cannot be read')
    hours = await store.dropSlot(ctx.db, { userId: ctx.userId, slotId, before: { ...hours, zone }, week, now: ctx.now }, changedStatements(ctx))
  }
  return fail('CONFLICT')
}

async function status(ctx: MemberCtx) {
  const [found, hours, wishes, savedOnce] = await Promise.all([
    findProfile(ctx.db, ctx.userId),
    store.freeHoursOf(ctx.db, ctx.userId),
    store.wishesOf(ctx.db, ctx.userId),
    store.savedSteps(ctx.db, ctx.userId),
  ])
  if (!found) throw new Error('a signed-in person without an account')
  const chosen = (kind: ChoiceKind) => found.choices.filter((choice) => choice.kind === kind).length
  const { person, learning } = found
  const { steps, missing } = welcomeSteps({
    displayName: person.display_name,
    birthYear: person.birth_year,
    nativeLanguage: person.native_language,
    learning,
    topics: chosen('topic'),
    motivations: chosen('motivation'),
    learningStyles: chosen('learning-style'),
    communicationMethods: chosen('communication-method'),
    personalities: chosen('personality'),
    wishedGender: wishes.wished_gender,
    groupSize: wishes.wished_group_size,
    slots: hours.slots.length,
    profileImage: person.profile_image,
    selfBio: person.self_bio,
    gender: person.gender,
    location: person.location_id,
    saved: savedOnce,
  })
  const completedAt = person.onboarded_at === null ? null : timestamp(person.onboarded_at)
  return { steps, missing, completed: completedAt !== null, completedAt }
}

const getOnboardingStatus: Handler<typeof contract.getOnboardingStatus> = async (_, ctx) => status(ctx)

const completeOnboarding: Handler<typeof contract.completeOnboarding> = async (_, ctx) => {
  await ctx.db.batch([ctx.db.prepare(store.SQL.complete).bind(ctx.userId, ctx.now), ...changedStatements(ctx)])
  const now = await status(ctx)
  return now.completed ? now : fail('ONBOARD_001', { missing: now.missing })
}

export const routes = [
  route(contract.listLanguages, async (_, { tongue }) => presentLanguages(tongue)),
  route(contract.listLevels, async (_, { tongue }) => LEVELS.map((level) => ({ code: level.code, name: level.code, description: level[tongue] }))),
  route(contract.getNativeLanguage, getNativeLanguage),
  route(contract.saveNativeLanguage, saveNativeLanguage),
  route(contract.getLearningLanguages, getLearningLanguages),
  route(contract.saveLearningLanguages, saveLearningLanguages),
  route(contract.saveLanguageLevel, saveLanguageLevel),
  route(contract.listMotivations, async (_, { tongue }) => inTongue(MOTIVATIONS, tongue)),
  route(contract.listTopics, async (_, { tongue }) => inTongue(TOPICS, tongue)),
  route(contract.listLearningStyles, async (_, { tongue }) => inTongue(LEARNING_STYLES, tongue)),
  route(contract.listCommunicationMethods, async (_, { tongue }) => inTongue(COMMUNICATION_METHODS, tongue)),
  route(contract.listScheduleMethods, async (_, { tongue }) => inTongue(COMMUNICATION_METHODS, tongue)),
  route(contract.saveMotivations, saveMotivations),
  route(contract.saveTopics, saveTopics),
  route(contract.saveLearningStyles, saveLearningStyles),
  route(contract.saveCommunicationMethods, saveCommunicationMethods),
  route(contract.getPersonalities, getPersonalities),
  route(contract.savePersonalities, savePersonalities),
  route(contract.getWishedGender, getWishedGender),
  route(contract.saveWishedGender, saveWishedGender),
  route(contract.getGroupSize, getGroupSize),
  route(contract.saveGroupSize, saveGroupSize),
  route(contract.listDaysOfWeek, async (_, { tongue }) => inTongue(WEEKDAYS, tongue)),
  route(contract.listTimeZones, async (_, { tongue }) => presentTimeZones(tongue)),
  route(contract.getSchedule, getSchedule),
  route(contract.saveSchedule, saveSchedule),
  route(contract.deleteSchedule, deleteSchedule),
  route(contract.getOnboardingStatus, getOnboardingStatus),
  route(contract.completeOnboarding, completeOnboarding),
]
