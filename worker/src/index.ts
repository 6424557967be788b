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
import { REGISTRY } from '#registry/registry'
import { sweep } from '#registry/sweep'
import { sweepSessions } from '#sessions/care'
import { mountSessions } from '#sessions/routes'
import { onQueue } from './queue.ts'
import { ROUTES } from './routes.ts'

const app = createApp(ROUTES, (more) => {
  mountSystem(more)
  mountLive(more)
  mountAudio(more)
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
    const sent = await sweepOutbox(env.DB, env.EVENTS, now())
    if (sent > 0) log('info', 'outbox swept', { sent })
    // Clocks of zones change on the hour, half a year apart.
    if (now() % HOUR_MS < MINUTE_MS) await reviseWeeks(env.DB, now())
    await lapseRequests(env.DB, now())
    await sweepSessions(env.DB, now())
    if (cron === NIGHTLY) log('info', 'swept', await sweep(env.DB, REGISTRY, now()))
  },
} satisfies ExportedHandler<WorkerEnv>

export { LimiterObject } from './edge/limiter.object.ts'
export { PersonObject } from './live/person.object.ts'
export { RoomObject } from './chat/room.object.ts'
export { CallObject } from './sessions/call.object.ts'
export { TestObject } from './level-test/test.object.ts'
