import { join } from 'node:path'
import { ROOT, install, runOnOwnNode } from './setup.mjs'

// `npm run bench [-- part …]`: the figures of bench/README.md, each beside the bare platform in the same run.
install({ withDev: true })
runOnOwnNode(join(ROOT, 'tools/run-bench.mjs'), process.argv.slice(2))
