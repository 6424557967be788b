import * as z from 'zod'
import { ReportId, RequestId, UserId } from '@studymate/contract/values'

/** Statements of blocks and reports. */
export const SQL = {
  // ?1 who blocks, ?2 whom, ?3 now, ?4 the newest birth year of an adult, ?5 and ?6 the two ids in their order. `seen`: they have met, or matching shows ?2 to
  // somebody like ?1, be it that ?1 rests or hides now.
  block: `INSERT INTO blocks (blocker_id, blocked_id, created_at, seen) SELECT ?1, ?2, ?3,
      EXISTS (SELECT 1 FROM matches WHERE low_id = ?5 AND high_id = ?6) OR EXISTS (SELECT 1 FROM match_requests WHERE low_id = ?5 AND high_id = ?6)
      OR EXISTS (SELECT 1 FROM users me JOIN profiles p ON p.user_id = me.id CROSS JOIN seekers other WHERE me.id = ?1 AND other.user_id = ?2
        AND (me.birth_year <= ?4) = (other.birth_year <= ?4)
        AND coalesce(p.wished_gender, 'ANY') IN ('ANY', other.gender) AND coalesce(other.wished_gender, 'ANY') IN ('ANY', p.gender)
        AND NOT EXISTS (SELECT 1 FROM blocks WHERE blocker_id = ?2 AND blocked_id = ?1))
    WHERE EXISTS (SELECT 1 FROM users WHERE id = ?2) ON CONFLICT DO NOTHING`,
  unblock: `DELETE FROM blocks WHERE blocker_id = ?1 AND blocked_id = ?2`,
  isBlocking: `SELECT 1 FROM blocks WHERE blocker_id = ?1 AND blocked_id = ?2`,
  // ?1 the person, ?2 size, ?3 offset.
  blocksOf: `SELECT b.blocked_id AS user_id, iif(b.seen, u.display_name, NULL) AS display_name, iif(b.seen, u.profile_image, NULL) AS profile_image, b.created_at, count(*) OVER () AS total
    FROM blocks b CROSS JOIN users u ON u.id = b.blocked_id WHERE b.blocker_id = ?1 ORDER BY b.created_at DESC, b.blocked_id LIMIT ?2 OFFSET ?3`,
  profileOf: `SELECT u.id AS user_id, json_object('displayName', u.display_name, 'selfBio', p.self_bio, 'profileImage', u.profile_image) AS evidence
    FROM users u LEFT JOIN profiles p ON p.user_id = u.id WHERE u.id = ?1`,
  requestFor: `SELECT CASE WHEN sender_id = ?2 THEN receiver_id ELSE sender_id END AS user_id, json_object('hello', hello) AS evidence
    FROM match_requests WHERE id = ?1 AND (sender_id = ?2 OR receiver_id = ?2)`,
  // ?1 report, ?2 reporter, ?3 and ?4 target, ?5 whom it is about, ?6 reason, ?7 details, ?8 evidence, ?9 now.
  report: `INSERT INTO reports (id, reporter_id, target_type, target_id, about_user_id, reason, details, evidence, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    ON CONFLICT DO NOTHING`,
  openReport: `SELECT id, created_at FROM reports WHERE reporter_id = ?1 AND target_type = ?2 AND target_id = ?3 AND decided_at IS NULL`,
} as const

const BlockRow = z
  .object({ user_id: UserId, display_name: z.string().nullable(), profile_image: z.string().nullable(), created_at: z.number(), total: z.number() })
  .transform((row) => ({ userId: row.user_id, displayName: row.display_name, profileImage: row.profile_image, blockedAt: row.created_at, total: row.total }))

/** People whom somebody has blocked, newest first, without a name where they could not see them; `total` is how many there are in all. */
export async function blocksOf(db: D1Database, userId: UserId, size: number, offset: number): Promise<z.output<typeof BlockRow>[]> {
  const { results } = await db.prepare(SQL.blocksOf).bind(userId, size, offset).all()
  return results.map((row) => BlockRow.parse(row))
}

const TargetRow = z.object({ user_id: UserId, evidence: z.string() })
/** What a report is about: the person, and what was seen, as JSON. */
export interface Target {
  readonly userId: UserId
  readonly evidence: string
}

/** The person with what they say of themselves, or the hello of a request that the reporter takes part in; null for what they cannot see. */
export async function findTarget(
  db: D1Database,
  of: { type: 'user'; id: UserId } | { type: 'request'; id: RequestId; reporterId: UserId },
): Promise<Target | null> {
  const statement = of.type === 'user' ? db.prepare(SQL.profileOf).bind(of.id) : db.prepare(SQL.requestFor).bind(of.id, of.reporterId)
  const row = TargetRow.nullable().parse(await statement.first())
  return row && { userId: row.user_id, evidence: row.evidence }
}

const ReportRow = z.object({ id: ReportId, created_at: z.number() })

/** Keeps a report, or finds the one that waits for its decision already. */
export async function keepReport(
  db: D1Database,
  of: { reportId: ReportId; reporterId: UserId; targetType: string; targetId: string; about: Target; reason: string; details: string | null; now: number },
): Promise<{ reportId: ReportId; createdAt: number }> {
  const [, found] = await db.batch([
    db.prepare(SQL.report).bind(of.reportId, of.reporterId, of.targetType, of.targetId, of.about.userId, of.reason, of.details, of.about.evidence, of.now),
    db.prepare(SQL.openReport).bind(of.reporterId, of.targetType, of.targetId),
  ])
  const row = ReportRow.parse(found?.results[0])
  return { reportId: row.id, createdAt: row.created_at }
}
