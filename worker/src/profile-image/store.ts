import * as z from 'zod'
import type { UserId } from '@studymate/contract/values'
import type { CleanImage } from '@studymate/domain/images/clean'
import { IMAGE_TYPES } from '@studymate/domain/images/clean'
import type { ImageAddress, ImageSize } from '#edge/image-url'

/** Statements of pictures; the bytes lie in the bucket under {@link imageKey}. */
export const SQL = {
  current: `SELECT profile_image FROM users WHERE id = ?1`,
  isSeen: `SELECT 1 FROM users WHERE id = ?1 AND profile_image = ?2 AND NOT EXISTS (SELECT 1 FROM blocks WHERE blocker_id = ?1 AND blocked_id = ?3)`,
  announce: `INSERT INTO profile_images (image_id, user_id, status, content_type, width, height, bytes, created_at)
    SELECT ?1, id, 'coming', ?3, ?4, ?5, ?6, ?7 FROM users WHERE id = ?2`,
  retire: `UPDATE profile_images SET status = 'gone' WHERE user_id = ?1 AND status = 'shown'`,
  show: `UPDATE profile_images SET status = 'shown' WHERE image_id = ?2 AND user_id = ?1 AND status = 'coming'`,
  wear: `UPDATE users SET profile_image = ?2 WHERE id = ?1 AND EXISTS (SELECT 1 FROM profile_images WHERE image_id = ?2 AND user_id = ?1 AND status = 'shown')`,
  takeOff: `UPDATE users SET profile_image = NULL WHERE id = ?1`,
  gone: `SELECT image_id, user_id FROM profile_images WHERE user_id = ?1 AND status = 'gone' LIMIT 100`,
  leftovers: `SELECT image_id, user_id FROM profile_images INDEXED BY profile_images_to_clear WHERE status <> 'shown' AND created_at < ?1 ORDER BY created_at LIMIT 100`,
  forget: `DELETE FROM profile_images WHERE image_id IN (SELECT value FROM json_each(?1)) AND status <> 'shown'`,
} as const

/** What the event of a replaced picture hangs on: there is one whose bytes are to go. */
export const SOMETHING_IS_GONE = `EXISTS (SELECT 1 FROM profile_images WHERE user_id = ? AND status = 'gone')`

const SIZES: readonly ImageSize[] = ['large', 'small']

/** Where the bytes of a picture lie. */
export function imageKey(of: { userId: string; imageId: string }, size: ImageSize): string {
  return `profile-image/${of.userId}/${of.imageId}/${size}`
}

/** The id of the picture that a person wears; undefined where there is no such person. */
export async function currentImage(db: D1Database, userId: UserId): Promise<string | null | undefined> {
  const row = await db.prepare(SQL.current).bind(userId).first()
  return row === null ? undefined : z.object({ profile_image: z.string().nullable() }).parse(row).profile_image
}

/** Whether a person still wears a picture, and has not blocked the one to whom its address was given. */
export async function isSeen(db: D1Database, { userId, imageId, viewerId }: ImageAddress): Promise<boolean> {
  return (await db.prepare(SQL.isSeen).bind(userId, imageId, viewerId).first()) !== null
}

/** Says that the bytes of a picture will come; false where its person is gone. */
export async function announce(db: D1Database, of: { userId: UserId; imageId: string; now: number }, image: CleanImage): Promise<boolean> {
  const { meta } = await db
    .prepare(SQL.announce)
    .bind(of.imageId, of.userId, IMAGE_TYPES[image.format], image.width, image.height, image.bytes.length, of.now)
    .run()
  return meta.changes === 1
}

/** Puts the bytes into the bucket. */
export async function keepBytes(
  bucket: R2Bucket,
  of: { userId: UserId; imageId: string },
  { large, small }: { large: CleanImage; small: CleanImage | null },
): Promise<void> {
  const put = (size: ImageSize, image: CleanImage) => bucket.put(imageKey(of, size), image.bytes, { httpMetadata: { contentType: IMAGE_TYPES[image.format] } })
  await Promise.all(small ? [put('large', large), put('small', small)] : [put('large', large)])
}

/** The bytes of a picture; one that came without a small copy has one size for both. */
export async function findBytes(bucket: R2Bucket, of: { userId: string; imageId: string }, size: ImageSize): Promise<R2ObjectBody | null> {
  const found = await bucket.get(imageKey(of, size))
  return found ?? (size === 'small' ? bucket.get(imageKey(of, 'large')) : null)
}

const Version = z.object({ image_id: z.string(), user_id: z.string() })

/** Takes the bytes of pictures that nobody wears any more out of the bucket; the statement that forgets them belongs behind. Null where there are none. */
export async function clearBytes(db: D1Database, bucket: R2Bucket, found: D1PreparedStatement): Promise<{ forget: D1PreparedStatement; count: number } | null> {
  const { results } = await found.all()
  const versions = results.map((row) => Version.parse(row)).map(({ image_id, user_id }) => ({ imageId: image_id, userId: user_id }))
  if (versions.length === 0) return null
  await bucket.delete(versions.flatMap((version) => SIZES.map((size) => imageKey(version, size))))
  return { forget: db.prepare(SQL.forget).bind(JSON.stringify(versions.map(({ imageId }) => imageId))), count: versions.length }
}
