import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { ROOT } from './setup.mjs'

const PROJECTS = {
  fast: ['rules'],
  all: ['rules', 'http', 'clock', 'browser'],
  soak: ['clock', 'browser'],
}

const [mode = 'all', ...named] = process.argv.slice(2)
// What takes long: twenty kills of the whole group instead of three, twenty more under pages, and objects that fall asleep by themselves.
if (mode === 'soak') process.env.CRASH_ROUNDS ??= '20'
const SOAK = ['host/src/crash.test.ts', 'web/src/chat/kills.browser.ts', 'worker/src/live/sleep.clock.test.ts']
const files = mode === 'soak' && named.length === 0 ? SOAK : named
const projects = PROJECTS[mode]
if (!projects) {
  process.stderr.write(`There is no kind of test named ${mode}: ${Object.keys(PROJECTS).join(', ')}.\n`)
  process.exit(1)
}

const seconds = () => performance.now() / 1000
const started = seconds()
const lap = (what, since) => process.stdout.write(`\n${what}: ${(seconds() - since).toFixed(0)} s\n`)

function run(what, command, args) {
  const since = seconds()
  const done = spawnSync(process.execPath, [join(ROOT, 'node_modules', command), ...args], { cwd: ROOT, stdio: 'inherit' })
  lap(what, since)
  return done.status === 0
}

let isGreen = true
if (mode === 'all') {
  const since = seconds()
  const lock = spawnSync('npm', ['ci', '--dry-run', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8', shell: process.platform === 'win32' })
  if (lock.status !== 0) {
    process.stderr.write(`The lock file does not fit package.json: ${lock.stderr}\n`)
    isGreen = false
  }
  isGreen = spawnSync(process.execPath, [join(ROOT, 'tools/check.mjs')], { cwd: ROOT, stdio: 'inherit' }).status === 0 && isGreen
  lap('check', since)
}
if (mode !== 'fast') {
  const since = seconds()
  await build()
  lap('build', since)
}
if (mode === 'all')
  isGreen =
    run('deploy, dry run', 'wrangler/bin/wrangler.js', [
      'deploy',
      '--dry-run',
      '--outdir',
      join(ROOT, '.cache/deploy'),
      '--config',
      join(ROOT, 'dist/studymate/wrangler.json'),
    ]) && isGreen

const report = join(ROOT, '.cache/tests.json')
mkdirSync(join(ROOT, '.cache'), { recursive: true })
rmSync(report, { force: true })
isGreen =
  run('tests', 'vitest/vitest.mjs', [
    'run',
    ...projects.flatMap((name) => ['--project', name]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...files,
  ]) && isGreen

// The plain closing line that any runner's reader knows.
const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0 } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {}
lap('everything', started)
if (numPassedTests === 0) isGreen = false
process.stdout.write(
  `${numPassedTests} passed, ${numFailedTests + (isGreen || numFailedTests > 0 ? 0 : 1)} failed${numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''}\n`,
)
process.exit(isGreen ? 0 : 1)
