import type { EventEnvelope, EventOf, EventType } from '@studymate/contract/events'
import type { WorkerEnv } from '#edge/context'
import type { Settings } from '#edge/config'
import type { Ids } from '#edge/ports'

/** What a consumer gets beside the event. Ids follow from consumer and event, so a second run makes the same ones. */
export interface ConsumerCtx {
  readonly env: WorkerEnv
  readonly db: D1Database
  readonly settings: Settings
  readonly now: number
  /** When it happened, epoch milliseconds. */
  readonly at: number
  readonly eventId: string
  readonly ids: Ids
}

/**
 * Reacts to events. What it returns is committed in one batch with its row in `consumed`, so that a second delivery
 * does nothing; what it does outside D1 must be harmless when it happens twice.
 */
export interface Consumer<T extends EventType = EventType> {
  readonly name: string
  readonly types: readonly T[]
  readonly handle: (event: EventOf<T>, ctx: ConsumerCtx) => Promise<D1PreparedStatement[]>
}

/** Makes a consumer of some types of event. */
export function consumer<const T extends EventType>(name: string, types: readonly T[], handle: Consumer<T>['handle']): AnyConsumer {
  return {
    name,
    types,
    handle: (event, ctx) => (isOneOf(event, types) ? handle(event, ctx) : Promise.resolve([])),
  }
}

/** A consumer with its types forgotten, for the list of all. */
export interface AnyConsumer {
  readonly name: string
  readonly types: readonly EventType[]
  readonly handle: (event: EventOf<EventType>, ctx: ConsumerCtx) => Promise<D1PreparedStatement[]>
}

function isOneOf<T extends EventType>(event: EventOf<EventType>, types: readonly T[]): event is EventOf<T> {
  return (types as readonly EventType[]).includes(event.type)
}

/** Statements of the consumers' memory. */
export const SQL = {
  seen: `SELECT 1 FROM consumed WHERE consumer = ?1 AND event_id = ?2`,
  remember: `INSERT INTO consumed (consumer, event_id, consumed_at) VALUES (?1, ?2, ?3)`,
  bury: `INSERT INTO dead_letters (id, type, payload, died_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING`,
} as const

/** Gives one event to one consumer, once. */
async function deliver(
  to: AnyConsumer,
  envelope: EventEnvelope,
  ctx: Omit<ConsumerCtx, 'at' | 'eventId' | 'ids'>,
  idsFor: (seed: string) => Ids,
): Promise<void> {
  const seen = await ctx.db.prepare(SQL.seen).bind(to.name, envelope.id).first()
  if (seen) return
  const statements = await to.handle(envelope.event, { ...ctx, at: envelope.at, eventId: envelope.id, ids: idsFor(`${to.name}\n${envelope.id}`) })
  try {
    // The primary key makes a delivery that runs beside this one fail as a whole: its effect is not doubled.
    await ctx.db.batch([ctx.db.prepare(SQL.remember).bind(to.name, envelope.id, ctx.now), ...statements])
  } catch (error) {
    if (await ctx.db.prepare(SQL.seen).bind(to.name, envelope.id).first()) return
    throw error
  }
}

/**
 * Gives an event to everybody among the consumers who reacts to it, each by itself: one that fails keeps it from nobody else. Returns what failed,
 * empty when all is done; delivered again, only those who failed get it.
 */
export async function deliverToAll(
  consumers: readonly AnyConsumer[],
  envelope: EventEnvelope,
  ctx: Omit<ConsumerCtx, 'at' | 'eventId' | 'ids'>,
  idsFor: (seed: string) => Ids,
): Promise<string[]> {
  const failures: string[] = []
  for (const consumer of consumers) {
    if (!consumer.types.includes(envelope.event.type)) continue
    try {
      await deliver(consumer, envelope, ctx, idsFor)
    } catch (error) {
      failures.push(`${consumer.name}: ${String(error)}`)
    }
  }
  return failures
}
