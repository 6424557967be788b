import * as z from 'zod'

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )

const origin = z.string().regex(/^https?:\/\/[^/]+$/, 'an origin such as https://study.example, without a path')

/**
 * What an operator can set, with what it does. The host reads it from the environment, the platform from `vars` and
 * secrets; `docs/operations.md` has its table from here.
 */
export const Settings = z.object({
  PUBLIC_URL: origin.optional().describe('Address of the site in mails and links. Default: the address served.'),
  CORS_ORIGINS: list.describe('Other origins that may call the API, separated by commas. Default: none.'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'smtp://user:password@host:port or smtps://…')
    .optional()
    .describe('Mail server: smtp://user:password@host:587 or smtps://…:465. Without any transport mails become files in the outbox.'),
  MAIL_API_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('HTTP mail service that takes JSON {from, to, subject, text, html}.'),
  MAIL_API_KEY: z.string().optional().describe('Bearer token of the HTTP mail service.'),
  MAIL_FROM: z.string().default('StudyMate <studymate@localhost>').describe('Sender of mails.'),
  AI_BASE_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('An OpenAI-compatible server, for instance http://127.0.0.1:8000/v1.'),
  AI_API_KEY: z.string().optional().describe('Its bearer token.'),
  AI_TRANSCRIBE_MODEL: z.string().optional().describe('Model that transcribes speech (audio/transcriptions).'),
  AI_EVALUATE_MODEL: z.string().optional().describe('Model that evaluates a level test (chat/completions).'),
  AI_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(120).default(20).describe('How long one engine may take before the next is asked.'),
  STUN_URLS: list.describe('STUN servers for calls, for instance stun:stun.example:3478. Default: none (one network).'),
  TURN_URLS: list.describe('TURN servers, for instance turn:turn.example:3478.'),
  TURN_SECRET: z.string().optional().describe('Shared secret of the TURN server (static-auth-secret); gives one-hour passwords.'),
  TURN_TTL_SECONDS: z.coerce.number().int().min(60).max(86_400).default(3600).describe('Life of a TURN password in seconds.'),
})
export type Settings = z.infer<typeof Settings>

let cached: { env: object; settings: Settings } | null = null

/** The settings of this installation, parsed once an isolate. Throws where a value makes no sense: the host has checked before. */
export function settingsOf(env: object): Settings {
  if (cached?.env !== env) cached = { env, settings: Settings.parse(env) }
  return cached.settings
}
