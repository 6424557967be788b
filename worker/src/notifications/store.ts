import * as z from 'zod'
import { UserId } from '@studymate/contract/values'

/** Statements that say who stands in a line of the bell, and in which language it is written. */
export const SQL = {
  who: `SELECT f.id AS userId, f.display_name AS displayName, f.profile_image AS profileImage, t.locale AS tongue FROM users f CROSS JOIN users t WHERE f.id = ?1 AND t.id = ?2`,
  images: `SELECT id, profile_image FROM users WHERE id IN (SELECT value FROM json_each(?1))`,
} as const

const WhoRow = z
  .object({ userId: UserId, displayName: z.string(), profileImage: z.string().nullable(), tongue: z.enum(['ko', 'en']) })
  .transform(({ tongue, ...from }) => ({ from, tongue }))

/** Whom a line is about, and the saved language of the one who reads it; null where one of the two is gone. */
export async function findWho(db: D1Database, about: UserId, reader: UserId): Promise<z.output<typeof WhoRow> | null> {
  return WhoRow.nullable().parse(await db.prepare(SQL.who).bind(about, reader).first())
}

const ImageRow = z.object({ id: z.string(), profile_image: z.string().nullable() })

/** The ids of the pictures that people wear now. */
export async function imagesOf(db: D1Database, userIds: readonly string[]): Promise<Map<string, string | null>> {
  const { results } = await db
    .prepare(SQL.images)
    .bind(JSON.stringify([...new Set(userIds)]))
    .all()
  return new Map(results.map((row) => ImageRow.parse(row)).map(({ id, profile_image }) => [id, profile_image]))
}
