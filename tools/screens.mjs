import { join } from 'node:path'
import { ROOT, install, runOnOwnNode } from './setup.mjs'

// `npm run screens [-- name]`: every page, phone and desktop, light and dark, Korean and English, into .screenshots.
install({ withDev: true })
runOnOwnNode(join(ROOT, 'tools/run-screens.mjs'), process.argv.slice(2))
