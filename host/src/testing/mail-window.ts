import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Lets test files, which run in processes of their own, read the mails and the error lines of the shared host. */
export async function startMailWindow(
  mails: readonly { id: string; eml: string }[],
  errors: readonly string[],
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, reply) => {
    reply.setHeader('content-type', 'application/json')
    reply.end(JSON.stringify(request.url === '/errors' ? errors : mails))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(() => resolve())) }
}
