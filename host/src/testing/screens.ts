import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { speakWav } from '../../../tools/speech.mjs'
import { openHost } from '../host.ts'
import { openBrowser } from './chromium.ts'
import { makeWorld } from './world.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const OUT = join(ROOT, '.screenshots')
const only = process.argv[2]

const voice = await speakWav(
  'I live in a small flat near the river, and I like to cook with my friends. Every weekend we go to the market and buy fresh vegetables.',
)
const host = await openHost({
  dist: process.env['STUDYMATE_DIST'] ?? join(ROOT, 'dist'),
  dataDir: null,
  host: '127.0.0.1',
  port: 0,
  forTests: true,
  trustProxy: true,
  hashCost: { logN: 8, r: 8, p: 1 },
})
const chromium = await openBrowser({ voice })
try {
  const world = await makeWorld(host.url, voice)
  const pages: readonly [name: string, path: string, isMember: boolean][] = [
    ['landing', '/', false],
    ['sign-up', '/sign-up', false],
    ['sign-in', '/sign-in', false],
    ['forgot', '/forgot', false],
    ['reset', '/reset?token=x', false],
    ['verify', '/verify?token=x', false],
    ['not-found', '/nowhere', false],
    ['docs', '/docs', false],
    ['kit', '/kit', false],
    ['welcome-about', '/welcome/about', true],
    ['welcome-languages', '/welcome/languages', true],
    ['welcome-why', '/welcome/why', true],
    ['welcome-topics', '/welcome/topics', true],
    ['welcome-how', '/welcome/how', true],
    ['welcome-partner', '/welcome/partner', true],
    ['welcome-times', '/welcome/times', true],
    ['welcome-me', '/welcome/me', true],
    ['welcome-people', '/welcome/people', true],
    ['home', '/home', true],
    ['find', '/find', true],
    ['find-person', `/find/${world.strangerId}`, true],
    ['requests', '/requests', true],
    ['notifications', '/notifications', true],
    ['chat', '/chat', true],
    ['chat-room', `/chat/${world.roomId}`, true],
    ['call-check', `/call/${world.sessionId}/check`, true],
    ['call-room', `/call/${world.sessionId}`, true],
    ['call-after', `/call/${world.sessionId}/after`, true],
    ['level-test', '/level-test', true],
    ['level-test-question', `/level-test/${world.runningTestId}`, true],
    ['level-test-result', `/level-test/${world.finishedTestId}/result`, true],
    ['me', '/me', true],
    ['settings', '/settings', true],
    ['settings-account', '/settings/account', true],
    ['settings-security', '/settings/security', true],
    ['settings-notifications', '/settings/notifications', true],
    ['settings-privacy', '/settings/privacy', true],
    ['settings-language', '/settings/language', true],
  ]
  mkdirSync(OUT, { recursive: true })
  for (const locale of ['ko', 'en'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      for (const width of [390, 1440]) {
        const context = await chromium.browser.newContext({
          viewport: { width, height: width === 390 ? 844 : 900 },
          locale: locale === 'ko' ? 'ko-KR' : 'en-US',
          timezoneId: 'Asia/Seoul',
          reducedMotion: 'reduce',
        })
        const session = { accessToken: world.me.tokens.accessToken, refreshToken: world.me.tokens.refreshToken, userId: world.me.userId }
        for (const [name, path, isMember] of pages) {
          if (only && !name.startsWith(only)) continue
          const page = await context.newPage()
          await page.addInitScript(
            ([keys, chosen]) => {
              for (const [key, value] of Object.entries({ ...keys, 'studymate.theme': chosen.theme, 'studymate.locale': chosen.locale }))
                localStorage.setItem(key, value)
            },
            [isMember ? session : {}, { theme, locale }] as const,
          )
          await page.goto(host.url + path)
          // The page is ready when what it loads has come and nothing of it is a skeleton any more.
          await page.waitForLoadState('networkidle').catch(() => undefined)
          await page
            .locator('.bone')
            .first()
            .waitFor({ state: 'detached', timeout: 5_000 })
            .catch(() => undefined)
          await page.evaluate(() => document.fonts.ready.then(() => undefined))
          await page.screenshot({ path: join(OUT, `${name}-${width}-${theme}-${locale}.png`), fullPage: width === 390 })
          await page.close()
        }
        await context.close()
      }
    }
  }
  process.stdout.write(`Screenshots are in ${OUT}.\n`)
} finally {
  await chromium.close()
  await host.close()
}
