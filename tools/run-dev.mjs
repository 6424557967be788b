import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Settings } from '../worker/src/edge/config.ts'
import { ROOT } from './setup.mjs'

// Else the runtime asks the internet where it is before it serves.
process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false'

const state = process.env.STUDYMATE_DEV_STATE ?? join(ROOT, '.wrangler/state')
process.env.STUDYMATE_DEV_STATE = state

// The secret lives beside the state that it signed for; settings come from the environment, as for `npm start`.
mkdirSync(state, { recursive: true })
const secretFile = join(state, 'jwt-secret')
if (!existsSync(secretFile)) writeFileSync(secretFile, randomBytes(32).toString('hex'), { mode: 0o600 })
const settings = Object.fromEntries(Object.keys(Settings.shape).flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
const checked = Settings.safeParse(settings)
if (!checked.success) {
  const [issue] = checked.error.issues
  process.stderr.write(`Development cannot start. ${issue.path.join('.')} does not work: ${issue.message}.\n`)
  process.exit(1)
}
process.env.STUDYMATE_DEV_VARS = JSON.stringify({ ...settings, JWT_SECRET: readFileSync(secretFile, 'utf8') })

const migrated = spawnSync(
  process.execPath,
  [
    join(ROOT, 'node_modules/wrangler/bin/wrangler.js'),
    'd1',
    'migrations',
    'apply',
    'DB',
    '--local',
    '--config',
    join(ROOT, 'worker/wrangler.jsonc'),
    '--persist-to',
    state,
  ],
  { cwd: ROOT, encoding: 'utf8', env: { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false' } },
)
if (migrated.status !== 0) {
  process.stderr.write(
    `The database of development could not be migrated. ${(migrated.stderr || migrated.stdout).split('\n').filter(Boolean).slice(-3).join(' ')}\n`,
  )
  process.exit(1)
}

// Vite puts scripts and styles into the page itself, which the policy of the pages forbids: in development it is left out.
const withoutPolicy = {
  name: 'studymate:without-policy',
  enforce: 'pre',
  configureServer({ middlewares }) {
    middlewares.use((_, reply, next) => {
      const { setHeader, appendHeader, writeHead } = reply
      const isPolicy = (name) => String(name).toLowerCase() === 'content-security-policy'
      reply.setHeader = (name, value) => (isPolicy(name) ? reply : setHeader.call(reply, name, value))
      reply.appendHeader = (name, value) => (isPolicy(name) ? reply : appendHeader.call(reply, name, value))
      reply.writeHead = (status, ...rest) => {
        const headers = rest.at(-1)
        if (Array.isArray(headers)) {
          const at = headers.findIndex(isPolicy)
          if (at >= 0) headers.splice(at, 2)
        } else if (headers && typeof headers === 'object') for (const name of Object.keys(headers)) if (isPolicy(name)) delete headers[name]
        return writeHead.call(reply, status, ...rest)
      }
      next()
    })
  },
}

const { createServer } = await import('vite')
const server = await createServer({
  configFile: join(ROOT, 'tools/vite.config.ts'),
  plugins: [withoutPolicy],
  server: { port: Number(process.env.PORT || 8787), host: process.env.HOST || '127.0.0.1', strictPort: true },
})
try {
  await server.listen()
} catch (error) {
  process.stderr.write(`Development cannot start. ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
let isStopping = false
const stop = async () => {
  if (isStopping) return
  isStopping = true
  await Promise.race([server.close(), new Promise((resolve) => setTimeout(resolve, 5_000))])
  process.exit(0)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop())
process.on('disconnect', () => void stop())
const [address] = server.resolvedUrls?.local ?? []
process.stdout.write(
  `StudyMate develops at ${address ?? 'its port'} (state in ${state}). Passwords are hashed in the worker, and mails are sent only with SMTP_URL or MAIL_API_URL.\n`,
)
