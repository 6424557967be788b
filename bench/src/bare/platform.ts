import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Miniflare, convertV4MiniflareOptions } from 'miniflare'
import { openFront } from '@studymate/host/front'

/** The bare platform, started as the host starts our worker and behind the same front. */
export interface Bare {
  readonly url: string
  readonly miniflare: Miniflare
  close(): Promise<void>
}

/** Opens the bare worker on a free port with its databases in `state`; its table of accounts has the columns of ours. */
export async function openBare(state: string): Promise<Bare> {
  const path = join(import.meta.dirname, 'worker.mjs')
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      telemetry: { enabled: false },
      resourcePersistencePath: state,
      workers: [
        {
          name: 'bare',
          modules: [{ type: 'ESModule', path, contents: readFileSync(path, 'utf8') }],
          modulesRoot: import.meta.dirname,
          compatibilityDate: '2026-10-01',
          d1Databases: { DB: 'bare' },
          r2Buckets: { BUCKET: 'bare' },
          durableObjects: { OBJECT: { className: 'BareObject', useSQLite: true } },
          unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
        },
      ],
    }),
  )
  const direct = await miniflare.unsafeGetDirectURL('bare')
  const front = await openFront({ workerPort: Number(direct.port), host: '127.0.0.1', port: 0, trustProxy: true })
  return {
    url: front.url,
    miniflare,
    close: async () => {
      await front.close()
      await miniflare.dispose()
    },
  }
}
