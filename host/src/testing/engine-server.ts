import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the engine of a test answers; `null` never answers at all. */
export interface EngineScript {
  transcribe: (call: EngineCall) => { status?: number; body: unknown } | null
  evaluate: (call: EngineCall) => { status?: number; body: unknown } | null
}

/** A call as the engine got it. */
export interface EngineCall {
  readonly path: string
  readonly authorization: string
  readonly contentType: string
  readonly body: string
}

/** A small real server with the two operations of an OpenAI-compatible one. `script` may change while it runs. */
export async function startEngineServer(script: EngineScript): Promise<{ url: string; calls: EngineCall[]; close(): Promise<void> }> {
  const calls: EngineCall[] = []
  const server = createServer((request, reply) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const call = {
        path: request.url ?? '',
        authorization: request.headers.authorization ?? '',
        contentType: request.headers['content-type'] ?? '',
        body: Buffer.concat(chunks).toString('latin1'),
      }
      calls.push(call)
      const answer =
        call.path === '/v1/audio/transcriptions'
          ? script.transcribe(call)
          : call.path === '/v1/chat/completions'
            ? script.evaluate(call)
            : { status: 404, body: {} }
      if (answer === null) return
      reply.writeHead(answer.status ?? 200, { 'content-type': 'application/json' })
      reply.end(JSON.stringify(answer.body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
