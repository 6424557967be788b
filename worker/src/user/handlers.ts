import * as contract from '@studymate/contract/user'
import { fail } from '@studymate/contract/errors'
import { GENDERS, inTongue } from '@studymate/contract/reference'
import { mayRegister } from '@studymate/domain/people/age'
import { isBirthday } from '@studymate/domain/people/birthday'
import { looksLikeLink } from '@studymate/domain/people/link'
import { placeIn, placesIn } from '@studymate/domain/people/places'
import { route } from '#edge/context'
import type { Handler, MemberCtx } from '#edge/context'
import { presentProfile } from './present.ts'
import * as store from './store.ts'

function invalid(path: string, message: string) {
  return fail('VALIDATION_ERROR', { issues: [{ path, message }] })
}

/** Writes one thing of a profile; a statement takes person, value and moment. */
async function save(ctx: MemberCtx, statement: string, value: string | null): Promise<void> {
  await ctx.db.batch([ctx.db.prepare(statement).bind(ctx.userId, value, ctx.now), ...store.changedStatements(ctx)])
}

const getName: Handler<typeof contract.getName> = async (_, ctx) => {
  const found = await store.findProfile(ctx.db, ctx.userId)
  if (!found) return fail('USER_001')
  const { display_name, english_name, username } = found.person
  return { name: display_name, englishName: english_name, username }
}

const getProfile: Handler<typeof contract.getProfile> = async (_, ctx) => {
  const found = await store.findProfile(ctx.db, ctx.userId)
  return found ? presentProfile(found, ctx) : fail('USER_001')
}

const listGenders: Handler<typeof contract.listGenders> = async (_, { tongue }) => inTongue(GENDERS, tongue)

const listLocations: Handler<typeof contract.listLocations> = async (_, { tongue }) => placesIn(tongue)

const saveEnglishName: Handler<typeof contract.saveEnglishName> = async (input, ctx) => {
  const englishName = input.englishName || null
  if (englishName !== null && looksLikeLink(englishName)) return invalid('englishName', 'a name is not a link')
  await save(ctx, store.SQL.saveEnglishName, englishName)
  return { englishName }
}

const saveBirthYear: Handler<typeof contract.saveBirthYear> = async ({ birthYear }, ctx) => {
  if (!mayRegister(birthYear, ctx.now)) return fail('AGE_RESTRICTED')
  const standing = await store.setBirthYear(ctx.db, ctx.userId, birthYear, store.changedStatements(ctx))
  return standing === birthYear ? { birthYear } : fail('CONFLICT', { field: 'birthYear' })
}

const saveBirthday: Handler<typeof contract.saveBirthday> = async ({ birthday }, ctx) => {
  if (birthday !== null && !isBirthday(birthday)) return invalid('birthday', 'MM-DD of a day that exists')
  await save(ctx, store.SQL.saveBirthday, birthday)
  return { birthday }
}

const saveLocation: Handler<typeof contract.saveLocation> = async ({ locationId }, ctx) => {
  const location = locationId === null ? null : placeIn(locationId, ctx.tongue)
  if (locationId !== null && location === null) return invalid('locationId', 'none of /user/locations')
  await save(ctx, store.SQL.saveLocation, locationId)
  return { location }
}

const saveSelfBio: Handler<typeof contract.saveSelfBio> = async (input, ctx) => {
  const selfBio = input.selfBio || null
  await save(ctx, store.SQL.saveSelfBio, selfBio)
  return { selfBio }
}

const saveGender: Handler<typeof contract.saveGender> = async ({ gender }, ctx) => {
  await save(ctx, store.SQL.saveGender, gender)
  return { gender }
}

export const routes = [
  route(contract.getName, getName),
  route(contract.getProfile, getProfile),
  route(contract.listGenders, listGenders),
  route(contract.listLocations, listLocations),
  route(contract.saveEnglishName, saveEnglishName),
  route(contract.saveBirthYear, saveBirthYear),
  route(contract.saveBirthday, saveBirthday),
  route(contract.saveLocation, saveLocation),
  route(contract.saveSelfBio, saveSelfBio),
  route(contract.saveGender, saveGender),
]
