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

const isHere = (hostname: string) => hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)

/** An address of a provider: secrets travel to it, so plain HTTP only on this machine. */
const providerUrl = z
  .url({ protocol: /^https?$/ })
  .refine((text) => {
    const url = URL.parse(text)
    return url !== null && (url.protocol === 'https:' || isHere(url.hostname))
  }, 'an https address (http only for this machine)')
  .optional()

const fields = z.object({
  PUBLIC_URL: origin.optional().describe('Address of the site in mails and links. Default: the address served.'),
  OPERATOR_NAME: z.string().max(100).optional().describe('Who runs this installation, on its pages of terms and privacy.'),
  OPERATOR_EMAIL: z.email().optional().describe('Where people reach the operator, on the same pages.'),
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
  AI_TRANSLATE_MODEL: z.string().optional().describe('Model that translates messages (chat/completions).'),
  CHAT_MESSAGES_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(30)
    .default(300)
    .describe('Messages that one person may send at once (an evening’s queue after a dead zone), and again over a minute.'),
  AI_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(120).default(20).describe('How long one engine may take before the next is asked.'),
  STUN_URLS: list.describe('STUN servers for calls, for instance stun:stun.example:3478. Default: none (one network).'),
  TURN_URLS: list.describe('TURN servers, for instance turn:turn.example:3478.'),
  TURN_SECRET: z.string().optional().describe('Shared secret of the TURN server (static-auth-secret); gives one-hour passwords.'),
  TURN_TTL_SECONDS: z.coerce.number().int().min(60).max(86_400).default(3600).describe('Life of a TURN password in seconds.'),
  GOOGLE_CLIENT_ID: z.string().optional().describe('Switches on the sign-in with Google; see “Sign-in with other accounts”.'),
  GOOGLE_CLIENT_SECRET: z.string().optional().describe('Its secret.'),
  GOOGLE_ISSUER: providerUrl.describe('Its OpenID issuer. Default: https://accounts.google.com.'),
  GOOGLE_AUTHORIZE_URL: providerUrl.describe('Page to sign in at. Default: what the issuer says.'),
  GOOGLE_TOKEN_URL: providerUrl.describe('Where codes become tokens. Default: what the issuer says.'),
  GOOGLE_USERINFO_URL: providerUrl.describe('Who somebody is. Default: what the issuer says.'),
  NAVER_CLIENT_ID: z.string().optional().describe('Switches on the sign-in with Naver.'),
  NAVER_CLIENT_SECRET: z.string().optional().describe('Its secret.'),
  NAVER_AUTHORIZE_URL: providerUrl.describe('Page to sign in at. Default: https://nid.naver.com/oauth2.0/authorize.'),
  NAVER_TOKEN_URL: providerUrl.describe('Where codes become tokens. Default: https://nid.naver.com/oauth2.0/token.'),
  NAVER_USERINFO_URL: providerUrl.describe('Who somebody is. Default: https://openapi.naver.com/v1/nid/me.'),
  KAKAO_CLIENT_ID: z.string().optional().describe('Switches on the sign-in with Kakao: the REST API key of the application.'),
  KAKAO_CLIENT_SECRET: z.string().optional().describe('Its secret, where the application asks for one.'),
  KAKAO_AUTHORIZE_URL: providerUrl.describe('Page to sign in at. Default: https://kauth.kakao.com/oauth/authorize.'),
  KAKAO_TOKEN_URL: providerUrl.describe('Where codes become tokens. Default: https://kauth.kakao.com/oauth/token.'),
  KAKAO_USERINFO_URL: providerUrl.describe('Who somebody is. Default: https://kapi.kakao.com/v2/user/me.'),
  OIDC_CLIENT_ID: z.string().optional().describe('Switches on the sign-in with an OpenID provider of your own, for instance a school’s.'),
  OIDC_CLIENT_SECRET: z.string().optional().describe('Its secret, where the provider gave one.'),
  OIDC_ISSUER: providerUrl.describe('Its issuer, below which it keeps .well-known/openid-configuration.'),
  OIDC_NAME: z.string().max(40).default('OpenID').describe('What its button says.'),
  OIDC_SCOPE: z.string().default('openid email profile').describe('What it is asked for.'),
  OIDC_AUTHORIZE_URL: providerUrl.describe('Page to sign in at. Default: what the issuer says.'),
  OIDC_TOKEN_URL: providerUrl.describe('Where codes become tokens. Default: what the issuer says.'),
  OIDC_USERINFO_URL: providerUrl.describe('Who somebody is. Default: what the issuer says.'),
  PROVIDER_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(30).default(8).describe('How long a provider of sign-ins may take for one answer.'),
})

/** What each variable needs beside it: half a provider would show a button that leads nowhere. */
const NEEDS = {
  GOOGLE_CLIENT_ID: ['GOOGLE_CLIENT_SECRET'],
  GOOGLE_CLIENT_SECRET: ['GOOGLE_CLIENT_ID'],
  NAVER_CLIENT_ID: ['NAVER_CLIENT_SECRET'],
  NAVER_CLIENT_SECRET: ['NAVER_CLIENT_ID'],
  KAKAO_CLIENT_SECRET: ['KAKAO_CLIENT_ID'],
  OIDC_CLIENT_ID: ['OIDC_ISSUER'],
  OIDC_CLIENT_SECRET: ['OIDC_CLIENT_ID'],
  OIDC_ISSUER: ['OIDC_CLIENT_ID'],
} as const satisfies Partial<Record<keyof z.infer<typeof fields>, readonly (keyof z.infer<typeof fields>)[]>>

/**
 * What an operator can set, with what it does. The host reads it from the environment, the platform from `vars` and
 * secrets; `docs/operations.md` has its table from here.
 */
export const Settings = fields.superRefine((values, context) => {
  for (const [name, needed] of Object.entries(NEEDS))
    for (const other of needed)
      if (values[name as keyof typeof NEEDS] !== undefined && values[other] === undefined)
        context.addIssue({ code: 'custom', path: [other], message: `${name} needs it` })
})
export type Settings = z.infer<typeof Settings>

let cached: { env: object; settings: Settings } | null = null

/** The settings of this installation, parsed once an isolate. Throws where a value makes no sense: the host has checked before. */
export function settingsOf(env: object): Settings {
  if (cached?.env !== env) cached = { env, settings: Settings.parse(env) }
  return cached.settings
}
