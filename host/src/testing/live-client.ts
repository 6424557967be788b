import { createTicket } from '@studymate/contract/system'
import type { ClientFrame } from '@studymate/contract/live'
import { ServerFrame } from '@studymate/contract/live'
import type * as z from 'zod'
import type { Person } from './actors.ts'
import { Line } from './line.ts'

/** A socket of one device; several frames can come at once. */
export class LiveClient extends Line<ServerFrame, z.input<typeof ClientFrame>> {
  constructor(url: string, headers: Record<string, string> = {}) {
    super(url, (value) => (Array.isArray(value) ? value : [value]).map((one) => ServerFrame.parse(one)), headers)
  }
}

/** A device of a person: opens the socket with a ticket and waits until it is connected. */
export async function device(of: Person): Promise<LiveClient> {
  const { ticket } = await of.ok(createTicket, {})
  const client = new LiveClient(`${of.url.replace('http', 'ws')}/ws?ticket=${encodeURIComponent(ticket)}`, { 'x-forwarded-for': of.address })
  await client.next('CONNECTED')
  return client
}
