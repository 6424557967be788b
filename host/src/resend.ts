import type { Miniflare } from 'miniflare'

/** How far before the last event that was sent others may have waited in the queue: it takes one within seconds, and again after a failure. */
const IN_QUEUE_MS = 10 * 60_000

/**
 * Has the events sent again that a queue may have lost: on one machine it lives in the worker's memory and dies with it. Whoever had taken one already takes
 * no notice of it (`consumed`). The next sweep of the outbox sends them.
 */
export async function resendEvents(miniflare: Miniflare): Promise<void> {
  const db = await miniflare.getD1Database('DB', 'studymate')
  await db.prepare('UPDATE outbox SET sent_at = NULL WHERE sent_at >= (SELECT max(sent_at) FROM outbox WHERE sent_at IS NOT NULL) - ?1').bind(IN_QUEUE_MS).run()
}
