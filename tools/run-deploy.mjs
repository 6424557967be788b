import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { ROOT } from './setup.mjs'

function refuse(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

await build().catch((error) => refuse(`The build failed: ${error instanceof Error ? error.message.split('\n').slice(0, 6).join(' ') : String(error)}`))

const given = process.argv.slice(2)
const config = join(ROOT, 'dist/studymate/wrangler.json')
const { d1_databases: databases = [], kv_namespaces: namespaces = [] } = JSON.parse(readFileSync(config, 'utf8'))
const ids = [...databases.map(({ database_id: id }) => id), ...namespaces.map(({ id }) => id)]
// The ids in the repository are zeros with one digit: enough for one machine, no resource of anybody's account.
const isPlaceholder = (id) => /^0+[0-9]$/.test(String(id).replaceAll('-', ''))
if (!given.includes('--dry-run') && ids.some(isPlaceholder))
  refuse(
    'worker/wrangler.jsonc still holds placeholder ids: create the resources and put their ids there first (docs/operations.md, "Deploy to the platform").',
  )

const { status } = spawnSync(process.execPath, [join(ROOT, 'node_modules/wrangler/bin/wrangler.js'), 'deploy', '--config', config, ...given], {
  cwd: ROOT,
  stdio: 'inherit',
})
process.exit(status ?? 1)
