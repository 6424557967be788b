import * as z from 'zod'
import type { UserId } from '@studymate/contract/values'
import { dayIn } from '#events/facts'
import type { Capability } from './engine.ts'

/** Statements of the meter. */
export const SQL = {
  meter: `INSERT INTO ai_usage (user_id, day, capability, engine, model, requests, failures, seconds, tokens, characters, latency_ms) VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?7, ?8, ?9, ?10)
    ON CONFLICT (user_id, day, capability, engine, model) DO UPDATE SET requests = requests + 1, failures = failures + excluded.failures, seconds = seconds + excluded.seconds,
    tokens = tokens + excluded.tokens, characters = characters + excluded.characters, latency_ms = latency_ms + excluded.latency_ms`,
  usedToday: `SELECT coalesce(sum(requests), 0) AS requests, coalesce(sum(seconds), 0) AS seconds, coalesce(sum(characters), 0) AS characters FROM ai_usage WHERE user_id = ?1 AND day = ?2 AND capability = ?3`,
} as const

/** One use of an engine. `seconds` of audio; `tokens` and `characters` of text. */
export interface Use {
  readonly capability: Capability
  readonly engine: string
  readonly model: string
  readonly failed: boolean
  readonly seconds: number
  readonly tokens: number
  readonly characters: number
  readonly latencyMs: number
}

/** Adds a use to the day (UTC) of a person. */
export function meter(db: D1Database, userId: UserId, use: Use, now: number): D1PreparedStatement {
  const { capability, engine, model, failed, seconds, tokens, characters, latencyMs } = use
  return db.prepare(SQL.meter).bind(userId, dayIn('UTC', now), capability, engine, model, failed ? 1 : 0, seconds, tokens, characters, latencyMs)
}

/** What a person has used of a capability today (UTC). */
export async function usedToday(
  db: D1Database,
  userId: UserId,
  capability: Capability,
  now: number,
): Promise<{ requests: number; seconds: number; characters: number }> {
  const row = await db.prepare(SQL.usedToday).bind(userId, dayIn('UTC', now), capability).first()
  return z.object({ requests: z.number(), seconds: z.number(), characters: z.number() }).parse(row)
}
