import type { Page } from 'playwright-core'
import { createSession } from '@studymate/contract/sessions'
import type { Person } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { World } from '@studymate/host/testing/world'
import type { Figure } from './figure.ts'
import { round } from './figure.ts'
import { quantile } from './numbers.ts'
import { signedIn } from './visitor.ts'

const CALLS = 6

/** Milliseconds, by the page's own clock, from a click on Join to the first moving remote picture. */
async function joinUntilFrame(page: Page): Promise<number> {
  const join = page.getByRole('button', { name: 'Join', exact: true })
  await join.waitFor()
  const clicked = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let since = 0
        const look = (): void => {
          const isSeen = [...document.querySelectorAll('video')].some((video) => !video.closest('.self') && video.videoWidth > 0 && video.currentTime > 0)
          if (isSeen) resolve(performance.now() - since)
          else requestAnimationFrame(look)
        }
        document.addEventListener(
          'click',
          () => {
            since = performance.now()
            look()
          },
          { capture: true, once: true },
        )
      }),
  )
  await join.click()
  return clicked
}

/** From joining a call in which the partner waits to the partner's first frame, in two real browsers with fake cameras. */
export async function callFigure(url: string, { me, partner }: World): Promise<Figure> {
  const chromium = await openBrowser()
  const times: number[] = []
  try {
    for (let n = 0; n < CALLS; n++) {
      const { sessionId } = await me.ok(createSession, { partnerId: partner.userId, type: 'video' })
      const enter = async (who: Person): Promise<Page> => {
        const context = await signedIn(chromium.browser, url, who, 'en')
        const page = await context.newPage()
        await page.goto(`${url}/call/${sessionId}/check`)
        await page.getByRole('button', { name: 'Turn camera on' }).click()
        await page.getByRole('button', { name: 'Turn mic on' }).click()
        return page
      }
      const pages = [await enter(me), await enter(partner)] as const
      await pages[0].getByRole('button', { name: 'Join', exact: true }).click()
      await pages[0].getByRole('button', { name: 'Leave' }).waitFor()
      times.push(await joinUntilFrame(pages[1]))
      // The next call of these two is a new one only when this one is over for both.
      for (const page of pages) {
        const leave = page.getByRole('button', { name: 'Leave' })
        await leave.click({ timeout: 2_000 }).catch(() => undefined)
        await page.waitForURL(/\/after/)
      }
      for (const page of pages) await page.context().close()
    }
  } finally {
    await chromium.close()
  }
  const value = quantile(times, 0.95) / 1_000
  return {
    name: 'Joining a call to the first remote frame, p95',
    measured: `${round(value)} s of ${times.length} calls (p50 ${round(quantile(times, 0.5) / 1_000)} s)`,
    bare: null,
    value,
    unit: 's',
    limit: 2,
  }
}
