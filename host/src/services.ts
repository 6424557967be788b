import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Response } from 'miniflare'
import type { Request } from 'miniflare'
import { gate } from '@studymate/worker/edge/gate'
import { HASH_COST, hashPassword, verifyPassword } from '@studymate/worker/edge/scrypt'
import type { HashCost } from '@studymate/worker/edge/scrypt'

/** How many hashes may wait before the answer is 429. */
const QUEUE = 64

/** What the host does for the worker. */
export interface ServiceOptions {
  /** Folder for mails as files; null keeps them in memory, for tests. */
  readonly outbox: string | null
  readonly hashCost?: HashCost
}

/** Answers the worker's `HOST` binding, and keeps the mails of a host without a folder. */
export function hostServices(options: ServiceOptions): {
  handle: (request: Request) => Promise<Response>
  mails: { id: string; eml: string }[]
  /** How many passwords were hashed or compared: what tells equal work from unequal without a clock. */
  work: { hashes: number }
} {
  const cost = options.hashCost ?? HASH_COST
  // The thread pool hashes; one core stays for everybody else.
  const hashing = gate(Math.max(1, availableParallelism() - 1), QUEUE)
  const mails: { id: string; eml: string }[] = []
  const work = { hashes: 0 }
  const handle = async (request: Request): Promise<Response> => {
    const [, service, id = ''] = new URL(request.url).pathname.split('/')
    if (service === 'hash' || service === 'verify') {
      const body: unknown = await request.json()
      const password = typeof body === 'object' && body !== null && 'password' in body ? String(body.password) : ''
      work.hashes += 1
      const stored = typeof body === 'object' && body !== null && 'hash' in body && typeof body.hash === 'string' ? body.hash : null
      const result = await hashing(async () =>
        service === 'hash' ? { hash: await hashPassword(password, cost) } : { right: await verifyPassword(password, stored, cost) },
      )
      return result === null ? new Response(null, { status: 429 }) : Response.json(result)
    }
    if (service === 'outbox' && /^[\w-]{1,80}$/.test(id)) {
      const eml = await request.text()
      if (options.outbox === null) mails.push({ id, eml })
      else {
        mkdirSync(options.outbox, { recursive: true, mode: 0o700 })
        // Whole or not at all: a reader never sees half a mail.
        writeFileSync(join(options.outbox, `.${id}`), eml, { mode: 0o600 })
        renameSync(join(options.outbox, `.${id}`), join(options.outbox, `${id}.eml`))
      }
      return new Response(null, { status: 204 })
    }
    return new Response(null, { status: 404 })
  }
  return { handle, mails, work }
}
