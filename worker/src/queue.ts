import { EventEnvelope } from '@studymate/contract/events'
import { settingsOf } from '#edge/config'
import type { WorkerEnv } from '#edge/context'
import { log } from '#edge/log'
import { idsFromKey, now } from '#edge/ports'
import { SQL, deliverToAll } from '#events/consume'
import { CONSUMERS } from './consumers.ts'

/** Delivers a batch of events; one that failed is tried again, and after that it is buried where the operator sees it. */
export async function onQueue(batch: MessageBatch, env: WorkerEnv): Promise<void> {
  if (batch.queue.endsWith('-dead')) {
    for (const message of batch.messages) {
      const envelope = EventEnvelope.safeParse(message.body)
      await env.DB.prepare(SQL.bury)
        .bind(message.id, envelope.success ? envelope.data.event.type : 'unknown', JSON.stringify(message.body), now())
        .run()
      message.ack()
    }
    return
  }
  for (const message of batch.messages) {
    const envelope = EventEnvelope.safeParse(message.body)
    const base = { env, db: env.DB, settings: settingsOf(env), now: now() }
    const failures = envelope.success ? await deliverToAll(CONSUMERS, envelope.data, base, idsFromKey) : ['not an event']
    if (failures.length === 0) {
      message.ack()
      continue
    }
    log('warn', 'an event will be delivered again', { queue: batch.queue, attempts: message.attempts, failures })
    message.retry({ delaySeconds: Math.min(60, 2 ** message.attempts) })
  }
}
