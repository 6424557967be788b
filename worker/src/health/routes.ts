import { asyncApiDocument } from '@studymate/contract/asyncapi'
import { ENDPOINTS } from '@studymate/contract/endpoints'
import { openApiDocument } from '@studymate/contract/openapi'
import type { Health } from '@studymate/contract/system'
import type * as z from 'zod'
import { settingsOf } from '#edge/config'
import type { WorkerEnv } from '#edge/context'
import { aiHealth } from '#ai/capabilities'
import type { App } from '#edge/serve'
import { mailerOf } from '#mail/mailer'
import { SQL } from './store.ts'

const VERSION = '0.1.0'

async function checkDatabase(env: WorkerEnv): Promise<z.infer<typeof Health>['checks']> {
  try {
    const [, dead] = await env.DB.batch([env.DB.prepare(SQL.alive), env.DB.prepare(SQL.deadLetters)])
    const first: unknown = dead?.results[0]
    const count = typeof first === 'object' && first !== null && 'n' in first ? Number(first.n) : 0
    return { database: { state: 'ok' }, events: { state: count === 0 ? 'ok' : 'failing', detail: `${count} undelivered` } }
  } catch (error) {
    return { database: { state: 'failing', detail: error instanceof Error ? error.name : 'error' } }
  }
}

/** The state of the service and its dependencies. */
export async function health(env: WorkerEnv): Promise<z.infer<typeof Health>> {
  const settings = settingsOf(env)
  const { transport } = mailerOf(env, settings)
  const checks: z.infer<typeof Health>['checks'] = {
    ...(await checkDatabase(env)),
    mail: { state: transport === 'none' ? 'off' : 'ok', detail: transport },
    ai: aiHealth(env, settings),
    turn: { state: settings.TURN_URLS.length > 0 ? 'ok' : 'off' },
  }
  return { status: Object.values(checks).some(({ state }) => state === 'failing') ? 'degraded' : 'ok', version: VERSION, checks }
}

const documents = new Map<string, string>()

function json(key: string, make: () => unknown): Response {
  const text = documents.get(key) ?? JSON.stringify(make())
  documents.set(key, text)
  return new Response(text, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-cache',
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    },
  })
}

/** The site's own address; on one machine the host gives it, so that no `Host` header of a caller becomes a document to keep. */
function siteOf(env: WorkerEnv, requested: string): URL {
  return new URL(settingsOf(env).PUBLIC_URL ?? requested)
}

/** Mounts `/health` and the documents of the contract. */
export function mountSystem(app: App): void {
  app.get('/health', async (c) => c.json(await health(c.env), 200, { 'cache-control': 'no-store' }))
  app.get('/openapi.json', (c) => {
    const { origin } = siteOf(c.env, c.req.url)
    return json(`open ${origin}`, () => openApiDocument(ENDPOINTS, origin))
  })
  app.get('/asyncapi.json', (c) => {
    const { host, protocol } = siteOf(c.env, c.req.url)
    return json(`async ${protocol}${host}`, () => asyncApiDocument(host, protocol === 'https:'))
  })
}
