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
const results = []
for (const workspace of ['contract', 'domain', 'worker', 'host', 'web', 'bench']) results.push(await tsc(workspace))
results.push(await run('lint', 'oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']))
results.push(await run('formatting', 'oxfmt/bin/oxfmt', ['--check', '.']))
results.push(
  await run('imports', 'dependency-cruiser/bin/dependency-cruiser.mjs', [
    '--config',
    'tools/imports.cjs',
    'contract/src',
    'domain/src',
    'worker/src',
    'host/src',
    'web/src',
  ]),
)
results.push(await own('generated docs', 'tools/docs.mjs', ['--check']))
results.push(await own('words', 'web/words.mjs', ['--check']))
results.push(await own('letters of the first font', 'web/fonts/build.mjs', ['--check']))
results.push(await run('unused code', 'knip/bin/knip.js', ['--config', 'tools/knip.json']))
process.exit(results.every(Boolean) ? 0 : 1)
