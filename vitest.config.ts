import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { InTurns } from './host/src/testing/in-turns.ts'

const shared = {
  // Effects that a queue brings are waited for as long as a busy machine may need: it ends at the first look that is right.
  expect: { poll: { timeout: 15_000, interval: 100 } },
  // Two even on two cores: much of what a page or a clock is tested for is waiting.
  maxWorkers: Math.max(2, availableParallelism() - 1),
}

/**
 * Three kinds of tests: `rules` are pure; `http` share one host in memory; `clock` have hosts of their own. Pages in
 * Chromium are `*.browser.ts`, in a project of their own. Files of all kinds run beside each other. Those of `rules` and
 * `http` leave nothing behind in their process, so they share it: half of their time was loading the same modules.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: InTurns },
    projects: [
      { test: { ...shared, name: 'rules', isolate: false, include: ['{contract,domain,tools,web}/**/*.test.ts'], exclude: ['**/node_modules/**'] } },
      {
        test: {
          ...shared,
          name: 'http',
          isolate: false,
          include: ['worker/src/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/*.clock.test.ts'],
          globalSetup: ['./host/src/testing/global-setup.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'clock',
          include: ['worker/src/**/*.clock.test.ts', 'host/src/**/*.test.ts'],
          globalSetup: ['./host/src/testing/build-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'browser',
          include: ['web/src/**/*.browser.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Two browsers, a server and an encoder share what cores there are: what is broken fails twice, and the report says what needed its second try.
          retry: 1,
          globalSetup: ['./host/src/testing/browser-setup.ts'],
        },
      },
    ],
  },
})
