import { consumer } from '#events/consume'
import { clearDropped } from './care.ts'
import * as store from './store.ts'

/** Takes what a deleted message showed out of the bucket. */
export const clearUpload = consumer('uploads.clear', ['upload.dropped'], async ({ uploadId, messageId }, ctx) => {
  await store.dropUpload(ctx.db, { uploadId, messageId, now: ctx.now })
  const upload = await store.findUpload(ctx.db, uploadId)
  return upload ? [await clearDropped(ctx.env, upload, ctx.now)] : []
})
