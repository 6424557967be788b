import { join } from 'node:path'
import { ROOT, install, runOnOwnNode } from './setup.mjs'

// `npm run dev`: the same service with hot reload of pages and worker, on state of its own in .wrangler.
install({ withDev: false })
runOnOwnNode(join(ROOT, 'tools/run-dev.mjs'), process.argv.slice(2))
