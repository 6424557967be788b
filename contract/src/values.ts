import * as z from 'zod'

/** CEFR levels from lowest to highest (Council of Europe 2020). */
export const CEFR_LEVELS = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const
/** Level of the Common European Framework of Reference, A1 lowest. */
export const CefrLevel = z.enum(CEFR_LEVELS).meta({ id: 'CefrLevel' })
export type CefrLevel = z.infer<typeof CefrLevel>

/** Languages that a person can speak or learn; ISO 639-1. Names come from `Intl.DisplayNames` in the caller's language. */
export const LANGUAGES = [
  'ko',
  'en',
  'ja',
  'zh',
  'es',
  'fr',
  'de',
  'it',
  'pt',
  'ru',
  'ar',
  'hi',
  'vi',
  'th',
  'id',
  'tr',
  'pl',
  'nl',
  'sv',
  'da',
  'nb',
  'fi',
  'cs',
  'hu',
  'ro',
  'el',
  'he',
  'uk',
  'fa',
  'ms',
  'tl',
  'bn',
  'mn',
  'uz',
  'sw',
  'ca',
] as const
/** A language of the service, ISO 639-1. */
export const LanguageCode = z.enum(LANGUAGES).meta({ id: 'LanguageCode' })
export type LanguageCode = z.infer<typeof LanguageCode>

/** A moment: ISO 8601, UTC, milliseconds (decisions §3). */
export const Timestamp = z.iso.datetime({ precision: 3 }).meta({ id: 'Timestamp', example: '2026-11-25T11:00:00.000Z' })

/** Epoch milliseconds as the wire's timestamp. */
export function timestamp(epochMs: number): string {
  return new Date(epochMs).toISOString()
}

type Branded<P extends string> = z.core.$ZodBranded<z.ZodString, P>

function id<const P extends string>(prefix: P, name: string): Branded<P> {
  const schema = z
    .string()
    .regex(new RegExp(`^${prefix}_[A-Za-z0-9_-]{6,64}$`), `${prefix}_…`)
    .meta({ id: name, example: `${prefix}_0199a8c4e2b07f3c9d1e5a7b` })
  // The brand is of types only; under a generic prefix the library's own method loses it.
  return schema as Branded<P>
}

export const UserId = id('user', 'UserId')
export type UserId = z.infer<typeof UserId>
export const LoginId = id('login', 'LoginId')
export type LoginId = z.infer<typeof LoginId>
export const RequestId = id('mreq', 'RequestId')
export type RequestId = z.infer<typeof RequestId>
export const MatchId = id('match', 'MatchId')
export type MatchId = z.infer<typeof MatchId>
export const RoomId = id('room', 'RoomId')
export type RoomId = z.infer<typeof RoomId>
export const MessageId = id('msg', 'MessageId')
export type MessageId = z.infer<typeof MessageId>
export const UploadId = id('upl', 'UploadId')
export type UploadId = z.infer<typeof UploadId>
export const SessionId = id('sess', 'SessionId')
export type SessionId = z.infer<typeof SessionId>
export const NotificationId = id('noti', 'NotificationId')
export type NotificationId = z.infer<typeof NotificationId>
export const ReportId = id('report', 'ReportId')
export type ReportId = z.infer<typeof ReportId>
/** The one id without a prefix: a UUID (decisions §14). */
export const TestId = z.uuid().brand<'test'>().meta({ id: 'TestId' })
export type TestId = z.infer<typeof TestId>

/** The prefix of each kind of id. */
export type IdPrefix =
  | 'user'
  | 'login'
  | 'mreq'
  | 'match'
  | 'room'
  | 'msg'
  | 'sess'
  | 'noti'
  | 'report'
  | 'evt'
  | 'fact'
  | 'slot'
  | 'mail'
  | 'audio'
  | 'eval'
  | 'img'
  | 'upl'

/** Number of code points after NFC, the unit of every length limit (decisions §3). */
export function codePoints(text: string): number {
  return Array.from(text.normalize('NFC')).length
}

// C0 controls but tab and line breaks, DEL, C1 controls, and the bidi overrides that let a name rewrite its surroundings.
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/

// What a line can hold without showing anything: spaces, format and control characters, lone marks, and the blank letters of Hangul and Braille.
const VISIBLE = /[^\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{M}\u115F\u1160\u3164\uFFA0\u2800]/u

/**
 * Free text of a person: NFC, trimmed at the ends, between `min` and `max` code points, well-formed UTF-16 and without
 * control characters. With `line: true` it holds no line break; with a `min` it shows something.
 */
export function text(limits: { min?: number; max: number; line?: boolean }) {
  const min = limits.min ?? 0
  return (
    z
      .string()
      // A cheap bound before any work: NFC never makes more than three times fewer code units than this.
      .max(limits.max * 8 + 64)
      .refine((value) => value.isWellFormed(), 'lone surrogate')
      .refine((value) => !FORBIDDEN.test(value), 'control character')
      .refine((value) => !limits.line || !/[\r\n\u2028\u2029]/.test(value.trim()), 'line break')
      .transform((value) => value.normalize('NFC').trim())
      .refine((value) => codePoints(value) >= min, `at least ${min} characters`)
      .refine((value) => min === 0 || VISIBLE.test(value), 'nothing to see')
      .refine((value) => codePoints(value) <= limits.max, `at most ${limits.max} characters`)
      // The documents say the promise, not the cheap bound; JSON Schema counts code points too.
      .meta({ ...(min > 0 ? { minLength: min } : {}), maxLength: limits.max })
  )
}

/** `page` and `size` of a paged list: pages start at 1, 20 a page, at most 100 (decisions §2). */
export const pageInput = {
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  size: z.coerce.number().int().min(1).max(100).default(20),
}

export const Pagination = z.object({ page: z.int(), size: z.int(), totalPages: z.int(), totalItems: z.int() }).meta({ id: 'Pagination' })
export type Pagination = z.infer<typeof Pagination>

/** A row of a reference list; `name` is in the caller's language. */
export const CodeName = z.object({ code: z.string(), name: z.string() }).meta({ id: 'CodeName' })
