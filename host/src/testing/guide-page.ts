import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'vite'

/** A page of another origin, on another port of this machine. */
export interface ForeignPage {
  readonly origin: string
  /** Bundles the client code as a page would, against an API. */
  aimAt(apiUrl: string): Promise<void>
  close(): Promise<void>
}

/** Serves a page that holds client code written to the letter of the guide (`guide-client/`), and nothing else. */
export async function serveGuidePage(): Promise<ForeignPage> {
  let script = ''
  const server = createServer((request, reply) => {
    if (request.url === '/page.js') reply.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    else reply.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Guide</title><script type="module" src="/page.js"></script>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    aimAt: async (apiUrl) => {
      const built = await build({
        configFile: false,
        logLevel: 'error',
        define: { 'import.meta.env.VITE_API_URL': JSON.stringify(apiUrl), 'process.env.NODE_ENV': '"production"' },
        build: { write: false, minify: false, lib: { entry: join(import.meta.dirname, 'guide-client/page.js'), formats: ['es'] } },
      })
      const [chunk] = [built].flat().flatMap((one) => ('output' in one ? one.output : []))
      if (chunk?.type !== 'chunk') throw new Error('the guide page was not bundled')
      script = chunk.code
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
