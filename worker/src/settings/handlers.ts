import * as contract from '@studymate/contract/settings'
import { NOTIFICATION_FLAGS } from '@studymate/contract/settings'
import { fail } from '@studymate/contract/errors'
import { timestamp } from '@studymate/contract/values'
import { looksLikeLink } from '@studymate/domain/people/link'
import { placesIn } from '@studymate/domain/people/places'
import { placeNamedIn } from '@studymate/domain/people/residence'
import { serviceLanguageFor } from '@studymate/domain/settings/defaults'
import { refusedToMinors } from '@studymate/domain/settings/visibility'
import { route } from '#edge/context'
import type { Handler, MemberCtx } from '#edge/context'
import { personOf } from '#live/person'
import { replaceLanguages } from '#onboarding/store'
import { SQL as profile, changedStatements } from '#user/store'
import { presentAccount, presentChangeable, presentLanguage, presentPrivacy } from './present.ts'
import * as store from './store.ts'

function invalid(path: string, message: string) {
  return fail('VALIDATION_ERROR', { issues: [{ path, message }] })
}

/** A flag as SQL takes it; null leaves what stands. */
function bit(value: boolean | undefined): number | null {
  return value === undefined ? null : Number(value)
}

const getAccountSettings: Handler<typeof contract.getAccountSettings> = async (_, ctx) => {
  const person = await store.findSettings(ctx.db, ctx.userId, ctx.now)
  return person ? presentAccount(person, ctx) : fail('USER_001')
}

const PLACES = [...placesIn('ko'), ...placesIn('en')]

/** Statements that keep the words about where somebody lives, and the place that they name; without words the place goes too. */
function residenceStatements({ db, userId, now }: MemberCtx, words: string | null): D1PreparedStatement[] {
  const place = words === null ? null : placeNamedIn(words, PLACES)
  return [
    ...(words === null || place !== null ? [db.prepare(profile.saveLocation).bind(userId, place, now)] : []),
    db.prepare(store.SQL.saveResidence).bind(userId, words),
  ]
}

const saveAccountSettings: Handler<typeof contract.saveAccountSettings> = async (input, ctx) => {
  const { db, userId, now } = ctx
  for (const field of ['displayName', 'englishName', 'residence'] as const) {
    if (looksLikeLink(input[field] ?? '')) return invalid(field, field === 'residence' ? 'a place is not a link' : 'a name is not a link')
  }
  const { displayName, englishName, residence, bio, phoneNumber } = input
  const person = await store.commit(db, userId, now, [
    ...(displayName === undefined ? [] : [db.prepare(store.SQL.saveDisplayName).bind(userId, displayName)]),
    ...(englishName === undefined ? [] : [db.prepare(profile.saveEnglishName).bind(userId, englishName || null, now)]),
    ...(bio === undefined ? [] : [db.prepare(profile.saveSelfBio).bind(userId, bio || null, now)]),
    ...(phoneNumber === undefined ? [] : [db.prepare(store.SQL.savePhoneNumber).bind(userId, phoneNumber)]),
    ...(residence === undefined ? [] : residenceStatements(ctx, residence || null)),
    ...changedStatements(ctx),
  ])
  return person ? { ...presentChangeable(person, ctx.tongue), updatedAt: timestamp(now) } : fail('USER_001')
}

const getNotificationSettings: Handler<typeof contract.getNotificationSettings> = async (_, ctx) => {
  const person = await store.findSettings(ctx.db, ctx.userId, ctx.now)
  if (!person) throw new Error('the caller has no account')
  return { ...person.flags }
}

const saveNotificationSettings: Handler<typeof contract.saveNotificationSettings> = async (input, ctx) => {
  const values = NOTIFICATION_FLAGS.map((name) => bit(input[name]))
  const person = await store.commit(ctx.db, ctx.userId, ctx.now, [ctx.db.prepare(store.SQL.saveNotifications).bind(ctx.userId, ...values)])
  if (!person) throw new Error('the caller has no account')
  return { ...person.flags, updatedAt: timestamp(ctx.now) }
}

const getPrivacySettings: Handler<typeof contract.getPrivacySettings> = async (_, ctx) => {
  const [person, blockList] = await Promise.all([store.findSettings(ctx.db, ctx.userId, ctx.now), store.blockListOf(ctx.db, ctx.userId)])
  return person ? presentPrivacy(person, blockList) : fail('USER_001')
}

const savePrivacySettings: Handler<typeof contract.savePrivacySettings> = async (input, ctx) => {
  const { db, userId, now } = ctx
  const before = await store.findSettings(db, userId, now)
  if (!before) return fail('USER_001')
  const refused = before.ageGroup === 'minor' ? refusedToMinors(input) : null
  if (refused !== null) return fail('USER_002', { reason: 'MINOR', field: refused })
  const { showEmail, showPhoneNumber, showLastSeen, allowGroupInvites, dataSharing = {}, profileVisibility, allowMatching } = input
  const bits = [showEmail, showPhoneNumber, showLastSeen, allowGroupInvites, dataSharing.analytics, dataSharing.thirdParty].map(bit)
  const [person, blockList] = await Promise.all([
    store.commit(db, userId, now, [
      db.prepare(store.SQL.savePrivacy).bind(userId, ...bits),
      db.prepare(store.SQL.saveVisibility).bind(userId, profileVisibility ?? null, bit(allowMatching), now),
      ...changedStatements(ctx),
    ]),
    store.blockListOf(db, userId),
  ])
  if (!person) return fail('USER_001')
  await tellObject(ctx, person)
  return { ...presentPrivacy(person, blockList), updatedAt: timestamp(now) }
}

/** The person's object keeps language and presence beside its sockets: it hears of a change before the reply. */
async function tellObject({ env, userId }: MemberCtx, person: store.Everything): Promise<void> {
  await personOf(env, userId).learnFacts(userId, { tongue: person.language.serviceLanguage, shown: person.showsPresence })
}

const getLanguageSettings: Handler<typeof contract.getLanguageSettings> = async (_, ctx) => {
  const [person, learning] = await Promise.all([store.findSettings(ctx.db, ctx.userId, ctx.now), store.learningCodesOf(ctx.db, ctx.userId)])
  return person ? presentLanguage(person, learning) : fail('USER_001')
}

const saveLanguageSettings: Handler<typeof contract.saveLanguageSettings> = async (input, ctx) => {
  const { db, userId, now } = ctx
  const { interfaceLanguage, nativeLanguage, learningLanguages, translationEnabled, autoDetectLanguage, preferredVoice, speechSpeed } = input
  const [before, learningBefore] = await Promise.all([store.findSettings(db, userId, now), store.learningCodesOf(db, userId)])
  if (!before) return fail('USER_001')
  const native = nativeLanguage ?? before.language.nativeLanguage
  const learning = learningLanguages ?? learningBefore
  const meeting = () =>
    nativeLanguage === undefined
      ? invalid('learningLanguages', 'your native language is among them')
      : invalid('nativeLanguage', 'you are learning this language')
  if (native !== null && learning.includes(native)) return meeting()
  const changesLanguages = nativeLanguage !== undefined || learningLanguages !== undefined
  const person = await store.commit(db, userId, now, [
    ...(changesLanguages ? [...replaceLanguages(db, { userId, native: nativeLanguage, learning: learningLanguages, now }), ...changedStatements(ctx)] : []),
    db.prepare(store.SQL.saveLanguage).bind(userId, interfaceLanguage ?? null, bit(translationEnabled), bit(autoDetectLanguage), speechSpeed ?? null),
    ...(preferredVoice === undefined ? [] : [db.prepare(store.SQL.saveVoice).bind(userId, preferredVoice)]),
    ...(interfaceLanguage === undefined ? [] : [db.prepare(store.SQL.followLocale).bind(userId, serviceLanguageFor(interfaceLanguage))]),
  ])
  if (!person) return fail('USER_001')
  // A change of the other half was quicker, and this one would meet it.
  const { nativeLanguage: spoken } = person.language
  if ((nativeLanguage !== undefined && spoken !== nativeLanguage) || (spoken !== null && learningLanguages?.includes(spoken))) return meeting()
  if (interfaceLanguage !== undefined) await tellObject(ctx, person)
  return { ...presentLanguage(person, await store.learningCodesOf(db, userId)), updatedAt: timestamp(now) }
}

export const routes = [
  route(contract.getAccountSettings, getAccountSettings),
  route(contract.saveAccountSettings, saveAccountSettings),
  route(contract.getNotificationSettings, getNotificationSettings),
  route(contract.saveNotificationSettings, saveNotificationSettings),
  route(contract.getPrivacySettings, getPrivacySettings),
  route(contract.savePrivacySettings, savePrivacySettings),
  route(contract.getLanguageSettings, getLanguageSettings),
  route(contract.saveLanguageSettings, saveLanguageSettings),
]
