import { CallServerFrame } from '@studymate/contract/signaling'
import type { CallClientFrame } from '@studymate/contract/signaling'
import { createTicket } from '@studymate/contract/system'
import type * as z from 'zod'
import { fresh } from './actors.ts'
import type { Person } from './actors.ts'
import { Line } from './line.ts'

/** A page in a call. */
export class CallClient extends Line<CallServerFrame, z.input<typeof CallClientFrame>> {
  readonly connectionId: string
  constructor(url: string, connectionId: string, headers: Record<string, string> = {}) {
    super(url, (value) => [CallServerFrame.parse(value)], headers)
    this.connectionId = connectionId
  }
}

/** Opens a socket to a call by a ticket. Whether it gets in is for the caller to see. */
export async function callSocket(of: Person, sessionId: string, connectionId = `page-${fresh()}`): Promise<CallClient> {
  const { ticket } = await of.ok(createTicket, {})
  const query = new URLSearchParams({ ticket, connection: connectionId })
  return new CallClient(`${of.url.replace('http', 'ws')}/ws/session/${sessionId}?${query}`, connectionId, {
    'x-forwarded-for': of.address,
    'accept-language': 'en',
  })
}

/** A page that is in a call: opens the socket and waits until it is connected. */
export async function callPage(of: Person, sessionId: string, connectionId?: string): Promise<CallClient> {
  const client = await callSocket(of, sessionId, connectionId)
  await client.next('CONNECTED')
  return client
}
