import { request } from 'node:http'
import { expect, inject, it } from 'vitest'

/** Fetches a path under a `Host` header of the caller's choice, which `fetch` does not allow. */
function getAs(host: string, path: string): Promise<string> {
  const { hostname, port } = new URL(inject('hostUrl'))
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers: { host } }, (reply) => {
      const parts: Buffer[] = []
      reply.on('data', (part: Buffer) => parts.push(part))
      reply.on('end', () => resolve(Buffer.concat(parts).toString()))
    })
      .on('error', reject)
      .end()
  })
}

// A document is kept by its address: one for each name that a caller makes up would fill the memory.
it.each(['/openapi.json', '/asyncapi.json'])('names its own address in %s, whatever host a caller claims', async (path) => {
  const text = await getAs('made-up.example', path)
  expect(text).toContain(new URL(inject('hostUrl')).host)
  expect(text).not.toContain('made-up.example')
})
