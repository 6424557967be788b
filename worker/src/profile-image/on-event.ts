import { consumer } from '#events/consume'
import * as store from './store.ts'

/** Takes the bytes of a picture that was replaced or removed out of the bucket. */
export const clearReplaced = consumer('profile-image.clear', ['image.replaced'], async (event, ctx) => {
  const cleared = await store.clearBytes(ctx.db, ctx.env.MEDIA, ctx.db.prepare(store.SQL.gone).bind(event.userId))
  return cleared ? [cleared.forget] : []
})
