import { join } from 'node:path'
import { ROOT, install, runOnOwnNode } from './setup.mjs'

// `npm run admin -- grant | revoke | list`: acts on the data folder, whether the server runs or not.
install({ withDev: false })
runOnOwnNode(join(ROOT, 'host/src/admin.ts'), process.argv.slice(2))
