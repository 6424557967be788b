import type { WorkerEnv } from '#edge/context'
import { createApp } from '#edge/app'
import { log } from '#edge/log'
import { now } from '#edge/ports'
import { mountTestClock } from '#edge/test-clock'
import { sweepOutbox } from '#events/outbox'
import { mountSystem } from '#health/routes'
import { mountAudio } from '#level-test/audio-link'
import { mountLive } from '#live/routes'
import { lapseRequests } from '#matching/store'
import { reviseWeeks } from '#onboarding/care'
import { sweepImages } from '#profile-image/care'
import { mountImages } from '#profile-image/serve-image'
import { REGISTRY } from '#registry/registry'
import { sweep } from '#registry/sweep'
import { sweepSessions } from '#sessions/care'
import { mountSessions } from '#sessions/routes'
import { sweepUploads } from '#uploads/care'
import { mountUploads } from '#uploads/serve-upload'
import { onQueue } from './queue.ts'
import { ROUTES } from './routes.ts'

const app = createApp(ROUTES, (more) => {
  mountSystem(more)
  mountLive(more)
  mountAudio(more)
  mountImages(more)
  mountUploads(more)
  mountSessions(more)
  mountTestClock(more)
})

/** The cron of `wrangler.jsonc` that takes what is due; the other one, each minute, sweeps the outbox. */
const NIGHTLY = '17 3 * * *'
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

export default {
  fetch: app.fetch,
  queue: onQueue,
  async scheduled({ cron }, env) {
    const at = now()
    const works: Record<string, () => Promise<unknown>> = {
      outbox: () => sweepOutbox(env.DB, env.EVENTS, at),
      // Clocks of zones change on the hour, half a year apart.
      ...(at % HOUR_MS < MINUTE_MS ? { weeks: () => reviseWeeks(env.DB, at) } : {}),
      images: () => sweepImages(env, at),
      uploads: () => sweepUploads(env, at),
      requests: () => lapseRequests(env.DB, at),
      sessions: () => sweepSessions(env.DB, at),
      ...(cron === NIGHTLY ? { registry: () => sweep(env.DB, REGISTRY, at) } : {}),
    }
    // Each by itself: one that fails keeps nothing else waiting, and comes again with the next run.
    for (const [work, run] of Object.entries(works)) {
      try {
        const done = await run()
        if (done !== 0) log('info', 'swept', { work, done })
      } catch (error) {
        log('error', 'a sweep failed', { work, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
      }
    }
  },
} satisfies ExportedHandler<WorkerEnv>

export { LimiterObject } from './edge/limiter.object.ts'
export { PersonObject } from './live/person.object.ts'
export { RoomObject } from './chat/room.object.ts'
export { CallObject } from './sessions/call.object.ts'
export { TestObject } from './level-test/test.object.ts'
export { CrowdObject } from './matching/crowd.object.ts'
