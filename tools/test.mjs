import { join } from 'node:path'
import { ROOT, install, runOnOwnNode } from './setup.mjs'

// `npm test`: everything; `npm run test:fast`: the rules; `npm run soak`: what takes long.
install({ withDev: true })
const [mode = 'all', ...rest] = process.argv.slice(2)
runOnOwnNode(join(ROOT, 'tools/run-tests.mjs'), [mode, ...rest])
