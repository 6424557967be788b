import { fail, isFailure } from '@studymate/contract/errors'
import * as contract from '@studymate/contract/profile-image'
import type { ProfileImage } from '@studymate/contract/profile-image'
import { route } from '#edge/context'
import type { Handler, MemberCtx } from '#edge/context'
import { imageUrl } from '#edge/image-url'
import { changedStatements } from '#user/store'
import { readUpload } from './read-upload.ts'
import * as store from './store.ts'

function present(ctx: MemberCtx, imageId: string | null): ProfileImage {
  return {
    profileImage: imageUrl(ctx, ctx.userId, imageId, 'large'),
    smallProfileImage: imageUrl(ctx, ctx.userId, imageId, 'small'),
  }
}

/** The statements after which the person wears another picture, or none, and the bytes of the one before will go. */
function worn(ctx: MemberCtx, change: readonly D1PreparedStatement[]): D1PreparedStatement[] {
  return [
    ctx.db.prepare(store.SQL.retire).bind(ctx.userId),
    ...change,
    ...changedStatements(ctx),
    ctx.emit({ type: 'image.replaced', userId: ctx.userId }, { sql: store.SOMETHING_IS_GONE, values: [ctx.userId] }),
  ]
}

const getProfileImage: Handler<typeof contract.getProfileImage> = async (_, ctx) => {
  const imageId = await store.currentImage(ctx.db, ctx.userId)
  return imageId === undefined ? fail('USER_001') : present(ctx, imageId)
}

const saveProfileImage: Handler<typeof contract.saveProfileImage> = async ({ image, small }, ctx) => {
  const images = await readUpload(image, small)
  if (isFailure(images)) return images
  const { db, env, userId, now } = ctx
  // A version of its own for each upload: thirty at once do not meet, and an address of one never shows another.
  const imageId = ctx.ids.next('img')
  if (!(await store.announce(db, { userId, imageId, now }, images.large))) return fail('USER_001')
  await store.keepBytes(env.MEDIA, { userId, imageId }, images)
  await db.batch(worn(ctx, [db.prepare(store.SQL.show).bind(userId, imageId), db.prepare(store.SQL.wear).bind(userId, imageId)]))
  return present(ctx, (await store.currentImage(db, userId)) ?? null)
}

const removeProfileImage: Handler<typeof contract.removeProfileImage> = async (_, ctx) => {
  await ctx.db.batch(worn(ctx, [ctx.db.prepare(store.SQL.takeOff).bind(ctx.userId)]))
  return present(ctx, null)
}

export const routes = [
  route(contract.getProfileImage, getProfileImage),
  route(contract.saveProfileImage, saveProfileImage),
  route(contract.removeProfileImage, removeProfileImage),
]
