import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { Health } from './system.ts'
import { Timestamp } from './values.ts'
import { PROVIDERS } from './ways-in.ts'

/** Who answers for this installation; null is what they have not said. */
const Operator = z.object({ name: z.string().nullable(), email: z.string().nullable() })

/** What a page says of this installation before anybody signs in: its operator, and how to look around where its people are made up. */
export const siteInfo = endpoint({
  id: 'siteInfo',
  method: 'GET',
  path: '/site',
  tag: 'system',
  summary: 'Who runs this installation',
  auth: 'none',
  limit: '300/min',
  input: z.object({}),
  output: z.object({
    operator: Operator,
    /** Accounts for looking around, by the language of the pages; null where people are real. */
    demo: z.object({ emails: z.object({ ko: z.string(), en: z.string() }), password: z.string() }).nullable(),
  }),
  errors: [],
})

/** A setting and whether it is set. Secrets are never told, addresses only by their origin. */
export const InstallationSetting = z
  .object({
    name: z.string(),
    isSet: z.boolean(),
    isSecret: z.boolean(),
    /** What counts: the value, or the default. Null for secrets, and where there is neither. */
    value: z.string().nullable(),
    /** What it does, in the caller's language. */
    description: z.string(),
  })
  .meta({ id: 'InstallationSetting' })

/** How many there are, counted up to 1,000, and since when the oldest waits. */
const Waiting = z.object({ count: z.int(), oldestAt: Timestamp.nullable() })
const Engine = z.object({ engine: z.string(), model: z.string() }).nullable()

/** The state of an installation, for its administrators. */
export const Installation = z
  .object({
    health: Health,
    /** Address in mails and links; `isChosen` is false where it is only the address served. */
    address: z.object({ url: z.string(), isChosen: z.boolean() }),
    operator: Operator,
    mail: z.object({ transport: z.enum(['smtp', 'http', 'outbox', 'none']), from: z.string() }),
    /** Who transcribes and who evaluates; `missing` are the settings that would bring what is not there. */
    ai: z.object({ transcribe: Engine, evaluate: Engine, missing: z.array(z.string()) }),
    turn: z.object({ stun: z.int(), turn: z.int(), hasSecret: z.boolean() }),
    /** `callbackUrl` is what the provider must be told; `settings` switch it on. */
    providers: z.array(z.object({ provider: z.enum(PROVIDERS), isOn: z.boolean(), callbackUrl: z.string(), settings: z.array(z.string()) })),
    /** Events that could not be delivered, and events on their way. */
    deadLetters: Waiting,
    unsent: Waiting,
    openReports: Waiting,
    /** Accounts, counted up to 100,000. */
    people: z.int(),
    /** Size of the database; null where the platform does not tell. */
    databaseBytes: z.int().nullable(),
    isDemo: z.boolean(),
    settings: z.array(InstallationSetting),
  })
  .meta({ id: 'Installation' })
export type Installation = z.infer<typeof Installation>

/** How this installation is set up, and what waits for its operator. Administrators only. */
export const getInstallation = endpoint({
  id: 'getInstallation',
  method: 'GET',
  path: '/admin/installation',
  tag: 'system',
  summary: 'How this installation is set up',
  auth: 'admin',
  limit: '60/min',
  input: z.object({}),
  output: Installation,
  errors: [],
})
