import * as z from 'zod'
import { endpoint } from './endpoint.ts'

/** Body of `GET /health`: 200 while the process can serve, with each dependency's state. */
export const Health = z
  .object({
    status: z.enum(['ok', 'degraded']),
    version: z.string(),
    checks: z.record(z.string(), z.object({ state: z.enum(['ok', 'off', 'failing']), detail: z.string().optional() })),
  })
  .meta({ id: 'Health' })

/** A single-use ticket for one WebSocket upgrade; lives 30 seconds (decisions §8). */
export const createTicket = endpoint({
  id: 'createTicket',
  secret: true,
  method: 'POST',
  path: '/ws/ticket',
  tag: 'live',
  summary: 'A single-use ticket for the WebSocket',
  auth: 'member',
  limit: '120/min',
  input: z.object({}),
  output: z.object({ ticket: z.string(), expiresIn: z.int() }),
  errors: ['AUTH_003'],
})
