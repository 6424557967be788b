import { defineConfig } from 'vitest/config'

// Effects that a queue brings are waited for as long as a busy machine may need: it ends at the first look that is right.
const poll = { timeout: 15_000, interval: 100 }

/**
 * Three kinds of tests: `rules` are pure; `http` share one host in memory; `clock` have hosts of their own and run one
 * after the other. Pages in Chromium are `*.browser.ts`, in a project of their own.
 */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'rules', include: ['{contract,domain,tools,web}/**/*.test.ts'], exclude: ['**/node_modules/**'] } },
      {
        test: {
          name: 'http',
          expect: { poll },
          include: ['worker/src/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/*.clock.test.ts'],
          globalSetup: ['./host/src/testing/global-setup.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'clock',
          expect: { poll },
          include: ['worker/src/**/*.clock.test.ts', 'host/src/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'browser',
          expect: { poll },
          // On a machine that is shared a page can be late once; a fault is there the second time too.
          retry: 1,
          include: ['web/src/**/*.browser.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          globalSetup: ['./host/src/testing/browser-setup.ts'],
        },
      },
    ],
  },
})
