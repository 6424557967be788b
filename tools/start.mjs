import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, install, runOnOwnNode } from './setup.mjs'

// `npm start`: set up what is missing, build what changed, serve on one port.
install({ withDev: false })
if (!existsSync(join(ROOT, 'web/index.html'))) {
  process.stderr.write('StudyMate cannot start. The sources are incomplete: web/index.html is missing.\n')
  process.exit(1)
}
runOnOwnNode(join(ROOT, 'tools/serve.mjs'), process.argv.slice(2))
