import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, install } from './setup.mjs'

// `npm run check`: types, lint, formatting, import direction, unused code, missing words.
install({ withDev: true })

const node = join(ROOT, 'node_modules/.bin', process.platform === 'win32' ? 'node.exe' : 'node')

const run = (name, script, args) => own(name, join('node_modules', script), args)

function own(name, script, args) {
  return new Promise((resolve) => {
    const output = []
    const child = spawn(node, [join(ROOT, script), ...args], { cwd: ROOT })
    child.stdout.on('data', (chunk) => output.push(chunk))
    child.stderr.on('data', (chunk) => output.push(chunk))
    child.on('exit', (code) => {
      const isGood = code === 0
      process.stdout.write(`${isGood ? '✓' : '✗'} ${name}\n${isGood ? '' : `${Buffer.concat(output).toString()}\n`}`)
      resolve(isGood)
    })
  })
}

const tsc = (workspace) => run(`types of ${workspace}`, 'typescript/bin/tsc', ['-p', `${workspace}/tsconfig.json`])

if (!existsSync(join(ROOT, 'worker/worker-configuration.d.ts')) || process.env.CI) {
  await run('types of the bindings', 'wrangler/bin/wrangler.js', ['types', 'worker/worker-configuration.d.ts', '--config', 'worker/wrangler.jsonc'])
}
/** Longest first: beside each other they take little more than half of their time. */
const works = [
  () => run('lint', 'oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']),
  () => run('unused code', 'knip/bin/knip.js', ['--config', 'tools/knip.json']),
  ...['worker', 'web', 'host', 'domain', 'bench', 'contract'].map((workspace) => () => tsc(workspace)),
  () =>
    run('imports', 'dependency-cruiser/bin/dependency-cruiser.mjs', [
      '--config',
      'tools/imports.cjs',
      'contract/src',
      'domain/src',
      'worker/src',
      'host/src',
      'web/src',
    ]),
  () => own('words', 'web/words.mjs', ['--check']),
  () => own('letters of the first font', 'web/fonts/build.mjs', ['--check']),
  () => own('generated docs', 'tools/docs.mjs', ['--check']),
  () => run('formatting', 'oxfmt/bin/oxfmt', ['--check', '.']),
]
const results = []
const lane = async () => {
  for (let work = works.shift(); work; work = works.shift()) results.push(await work())
}
await Promise.all([lane(), lane()])
process.exit(results.every(Boolean) ? 0 : 1)
