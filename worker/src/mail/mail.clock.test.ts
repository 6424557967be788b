import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as auth from '@studymate/contract/auth'
import { Actor, person } from '@studymate/host/testing/actors'
import { openTestHost } from '@studymate/host/testing/test-host'

describe('mail by SMTP', () => {
  const received: { to: string; from: string; data: string; user: string }[] = []
  const server = new SMTPServer({
    authOptional: false,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (given, _, done) => (given.username === 'school' && given.password === 'p@ss' ? done(null, { user: given.username }) : done(new Error('refused'))),
    onData: (stream, session, done) => {
      let data = ''
      stream.on('data', (chunk: Buffer) => (data += chunk.toString()))
      stream.on('end', () => {
        received.push({
          data,
          to: session.envelope.rcptTo[0]?.address ?? '',
          from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
          user: String(session.user),
        })
        done()
      })
    },
  })
  let url = ''
  let close = async (): Promise<void> => undefined
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.server.address() as AddressInfo
    const host = await openTestHost({
      settings: { SMTP_URL: `smtp://school:p%40ss@127.0.0.1:${port}?starttls=off`, MAIL_FROM: 'Study <hello@school.example>' },
    })
    url = host.url
    close = host.close
  })
  afterAll(async () => {
    await close()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  })

  it('reaches a real server, from the sender that is set', async () => {
    const someone = await person({ locale: 'ko' }, url)
    await new Actor(url).ok(auth.forgotPassword, { email: someone.email })
    // The one of a new account, and the one that was asked for.
    await expect.poll(() => received.length, { timeout: 20_000 }).toBe(2)
    for (const mail of received) {
      expect(mail).toMatchObject({ to: someone.email, from: 'hello@school.example', user: 'school' })
      expect(mail.data).toMatch(/=\?utf-8\?/i)
    }
  })
})

describe('mail by an HTTP service', () => {
  const received: { body: Record<string, unknown>; key: string; authorization: string }[] = []
  let failures = 1
  const service = createServer((request, reply) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      if (failures-- > 0) {
        reply.writeHead(503).end()
        return
      }
      received.push({
        body: JSON.parse(text) as Record<string, unknown>,
        key: String(request.headers['idempotency-key']),
        authorization: String(request.headers.authorization),
      })
      reply.writeHead(202).end()
    })
  })
  let url = ''
  let close = async (): Promise<void> => undefined
  beforeAll(async () => {
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
    const { port } = service.address() as AddressInfo
    const host = await openTestHost({ settings: { MAIL_API_URL: `http://127.0.0.1:${port}/send`, MAIL_API_KEY: 'key' } })
    url = host.url
    close = host.close
  })
  afterAll(async () => {
    await close()
    await new Promise<void>((resolve) => service.close(() => resolve()))
  })

  it('tries again after a refusal, with a key that makes twice once', async () => {
    const someone = await person({}, url)
    await expect.poll(() => received.length, { timeout: 30_000 }).toBe(1)
    expect(received[0]).toMatchObject({ body: { to: someone.email, subject: '[StudyMate] Verify your e-mail' }, authorization: 'Bearer key' })
    expect(received[0]?.key).toMatch(/^evt_/)
    await new Actor(url).ok(auth.forgotPassword, { email: someone.email })
    await expect.poll(() => received.length, { timeout: 30_000 }).toBe(2)
    expect(received[1]?.body).toMatchObject({ to: someone.email, subject: '[StudyMate] Choose a new password' })
    expect(received[1]?.key).not.toBe(received[0]?.key)
  })
})
