import { join } from 'node:path'
import { ROOT, install, runOnOwnNode } from './setup.mjs'

// `npm run deploy`: build what changed and hand it to the platform. `npm run deploy -- --dry-run` only packs it.
install({ withDev: false })
runOnOwnNode(join(ROOT, 'tools/run-deploy.mjs'), process.argv.slice(2))
