import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { World } from '@studymate/host/testing/world'
import type { Figure } from './figure.ts'
import { signedIn } from './visitor.ts'

/** Addresses with the most KB of JavaScript that they may fetch to their first use (product §6). */
function pagesOf({
  roomId,
  sessionId,
  strangerId,
  runningTestId,
  finishedTestId,
}: World): readonly [path: string, name: string, limit: number | null, isMember: boolean][] {
  return [
    ['/', '/', 90, false],
    ['/sign-in', '/sign-in', 150, false],
    ['/sign-up', '/sign-up', 150, false],
    ['/welcome/about', '/welcome/about', null, true],
    ['/welcome/times', '/welcome/times', null, true],
    ['/home', '/home', 190, true],
    ['/find', '/find', 190, true],
    [`/find/${strangerId}`, '/find/$userId', 190, true],
    ['/requests', '/requests', null, true],
    ['/notifications', '/notifications', null, true],
    ['/me', '/me', 190, true],
    ['/settings', '/settings', 190, true],
    ['/settings/account', '/settings/account', 190, true],
    ['/settings/notifications', '/settings/notifications', 190, true],
    ['/settings/privacy', '/settings/privacy', 190, true],
    ['/settings/language', '/settings/language', 190, true],
    ['/settings/security', '/settings/security', 190, true],
    ['/chat', '/chat', 200, true],
    [`/chat/${roomId}`, '/chat/$roomId', 200, true],
    [`/call/${sessionId}/check`, '/call/$sessionId/check', 220, true],
    [`/call/${sessionId}`, '/call/$sessionId', 220, true],
    ['/level-test', '/level-test', null, true],
    [`/level-test/${runningTestId}`, '/level-test/$testId', null, true],
    [`/level-test/${finishedTestId}/result`, '/level-test/$testId/result', null, true],
    ['/docs', '/docs', null, false],
  ]
}

/** How long what the first key brings is waited for, ms. */
const BEHIND_MS = 1_500

/**
 * What a browser fetches of JavaScript until a page is quiet, gzip, words of one language included; each page in a browser of its own. Beside it stands what
 * comes behind the page with the first key.
 */
export async function javascriptFigures(url: string, dist: string, world: World): Promise<Figure[]> {
  const chromium = await openBrowser()
  const sizes = new Map<string, number>()
  const sizeOf = (path: string): number => {
    const known = sizes.get(path)
    if (known !== undefined) return known
    const size = gzipSync(readFileSync(join(dist, 'client', path))).byteLength
    sizes.set(path, size)
    return size
  }
  const figures: Figure[] = []
  try {
    for (const [path, name, limit, isMember] of pagesOf(world)) {
      const context = await signedIn(chromium.browser, url, isMember ? world.me : null, 'ko')
      const scripts = new Set<string>()
      const page = await context.newPage()
      page.on('request', (request) => {
        const { pathname } = new URL(request.url())
        if (pathname.endsWith('.js')) scripts.add(pathname)
      })
      await page.goto(url + path)
      await page.waitForLoadState('networkidle')
      const kb = () => [...scripts].reduce((sum, script) => sum + sizeOf(script), 0) / 1024
      const [value, files] = [kb(), scripts.size]
      await page.keyboard.press('Shift')
      await page.waitForTimeout(BEHIND_MS)
      await context.close()
      const behind = kb() - value
      const measured = `${value.toFixed(0)} KB in ${files} files${behind > 0 ? `; ${behind.toFixed(0)} KB behind it` : ''}`
      figures.push({ name: `JavaScript of ${name}, gzip`, measured, bare: null, value, unit: 'KB', limit })
    }
  } finally {
    await chromium.close()
  }
  return figures
}
