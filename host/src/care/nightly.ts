import { careFor } from './care.ts'

// The host's nightly care, in a process of its own: writing databases anew must not hold up the one that serves.
const [dataDir = '', hostPid = ''] = process.argv.slice(2)
const { busy } = await careFor(dataDir, { hostPid: Number(hostPid), now: Date.now(), changedOnly: true })
for (const line of busy) process.stderr.write(`${JSON.stringify({ level: 'warn', message: 'deleted bytes not overwritten', database: line })}\n`)
