import { WorkerMailer } from 'worker-mailer'
import type { Settings } from '#edge/config'
import type { WorkerEnv } from '#edge/context'
import { toEml } from './mime.ts'
import type { Mail } from './mime.ts'

const TIMEOUT_MS = 15_000

/** Where mails go: an SMTP server, an HTTP service, or files in the data folder's outbox. */
export interface Mailer {
  readonly transport: 'smtp' | 'http' | 'outbox' | 'none'
  /** Sends one mail; `id` makes a second try recognisable. Throws where the transport refuses, so that the queue tries again. */
  send(mail: Mail, id: string, now: number): Promise<void>
}

function address(text: string): { name?: string; email: string } {
  const match = /^(.*)<([^>]+)>\s*$/.exec(text)
  const name = match?.[1]?.trim()
  return match ? { ...(name ? { name } : {}), email: match[2]?.trim() ?? '' } : { email: text.trim() }
}

function smtp(url: URL, from: string): Mailer {
  const secure = url.protocol === 'smtps:'
  return {
    transport: 'smtp',
    send: async (mail) => {
      await WorkerMailer.send(
        {
          host: url.hostname,
          port: Number(url.port || (secure ? 465 : 587)),
          secure,
          startTls: !secure && url.searchParams.get('starttls') !== 'off',
          socketTimeoutMs: TIMEOUT_MS,
          responseTimeoutMs: TIMEOUT_MS,
          ...(url.username
            ? { credentials: { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }, authType: ['plain', 'login'] }
            : {}),
        },
        { from: address(from), to: mail.to, subject: mail.subject, text: mail.text, html: mail.html },
      )
    },
  }
}

function http(url: string, key: string | undefined, from: string): Mailer {
  return {
    transport: 'http',
    send: async (mail, id) => {
      const reply = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': id, ...(key ? { authorization: `Bearer ${key}` } : {}) },
        body: JSON.stringify({ from, ...mail }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      await reply.body?.cancel()
      if (!reply.ok) throw new Error(`mail service answered ${reply.status}`)
    },
  }
}

/** The mailer of this installation. */
export function mailerOf(env: WorkerEnv, settings: Settings): Mailer {
  if (settings.SMTP_URL) return smtp(new URL(settings.SMTP_URL), settings.MAIL_FROM)
  if (settings.MAIL_API_URL) return http(settings.MAIL_API_URL, settings.MAIL_API_KEY, settings.MAIL_FROM)
  const host = env.HOST
  if (!host) return { transport: 'none', send: () => Promise.reject(new Error('no mail transport: set SMTP_URL or MAIL_API_URL')) }
  return {
    transport: 'outbox',
    send: async (mail, id, now) => {
      const reply = await host.fetch(`http://host/outbox/${id}`, {
        method: 'POST',
        body: toEml(mail, settings.MAIL_FROM, id, now),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      if (!reply.ok) throw new Error(`the outbox answered ${reply.status}`)
    },
  }
}
