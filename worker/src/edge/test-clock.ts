import { moveClock } from './ports.ts'
import type { App } from './serve.ts'

/**
 * Moves the clock, in hosts of tests only: without the binding `TEST_CLOCK`, which no configuration gives, the path is
 * unknown. `offsetMs` counts from the real clock.
 */
export function mountTestClock(app: App): void {
  app.post('/__test/clock', async (c, next) => {
    const token = c.env.TEST_CLOCK
    if (!token || c.req.header('x-test-clock') !== token) return next()
    const { offsetMs } = await c.req.json<{ offsetMs: number }>()
    moveClock(offsetMs)
    return c.json({ offsetMs })
  })
}
