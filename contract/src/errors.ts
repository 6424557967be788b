/**
 * The one catalogue of failures. Each code has one HTTP status and one sentence in Korean and English
 * (guide, chapter "에러 코드"; decisions §2). A sentence says what happened and, where there is one, the way on.
 */
export const ERRORS = {
  AUTH_001: { status: 401, ko: '로그인이 필요해요.', en: 'Please sign in first.' },
  AUTH_002: { status: 401, ko: '로그인 시간이 지났어요. 다시 이어 주세요.', en: 'Your sign-in has expired. Please refresh it.' },
  AUTH_003: { status: 401, ko: '이 로그인은 더 쓸 수 없어요. 다시 로그인해 주세요.', en: 'This sign-in is no longer valid. Please sign in again.' },
  INVALID_CREDENTIALS: { status: 401, ko: '이메일이나 비밀번호가 맞지 않아요.', en: 'That e-mail or password is not right.' },
  INVALID_PASSWORD: { status: 400, ko: '지금 비밀번호가 맞지 않아요.', en: 'That is not your current password.' },
  INVALID_CODE: { status: 400, ko: '코드가 맞지 않아요.', en: 'That code is not right.' },
  LINK_EXPIRED: {
    status: 400,
    ko: '이미 썼거나 기한이 지난 링크예요. 새로 받아 주세요.',
    en: 'This link has been used or has expired. Please ask for a new one.',
  },
  PROVIDER_UNAVAILABLE: {
    status: 503,
    ko: '로그인을 맡긴 서비스에 닿지 못했어요. 잠시 뒤에 다시 해 주세요.',
    en: 'We could not reach that sign-in service. Please try again in a moment.',
  },
  LAST_WAY_IN: {
    status: 409,
    ko: '마지막 로그인 방법이라 연결을 끊을 수 없어요. 먼저 다른 방법을 더해 주세요.',
    en: 'This is your last way to sign in. Please add another one first.',
  },
  EMAIL_TAKEN: { status: 409, ko: '이미 가입된 이메일이에요. 로그인해 주세요.', en: 'This e-mail already has an account. Try signing in.' },
  AGE_RESTRICTED: { status: 403, ko: '만 14세부터 가입할 수 있어요.', en: 'You can join from the age of 14.' },
  USER_001: { status: 404, ko: '찾는 사람이 없어요.', en: 'We could not find that person.' },
  USER_002: { status: 403, ko: '이 일을 할 권한이 없어요.', en: 'You are not allowed to do this.' },
  UNAUTHORIZED: { status: 403, ko: '호스트만 할 수 있어요.', en: 'Only the host can do this.' },
  ONBOARD_001: { status: 400, ko: '먼저 소개를 마저 채워 주세요.', en: 'Please finish your introduction first.' },
  MATCH_001: { status: 400, ko: '지금은 이 사람과 이어질 수 없어요.', en: 'You cannot be matched with this person right now.' },
  EMAIL_NOT_VERIFIED: { status: 403, ko: '이메일을 먼저 확인해 주세요.', en: 'Please verify your e-mail first.' },
  CHAT_001: { status: 404, ko: '찾는 대화방이 없어요.', en: 'We could not find that chat room.' },
  SESSION_001: { status: 410, ko: '이미 끝난 세션이에요.', en: 'This session is over.' },
  SESSION_002: { status: 400, ko: '자리가 다 찼어요.', en: 'This session is full.' },
  INVALID_JOIN_CODE: { status: 404, ko: '참가 코드가 맞지 않아요.', en: 'That join code is not right.' },
  BANNED_FROM_SESSION: { status: 403, ko: '이 세션에는 다시 들어갈 수 없어요.', en: 'You cannot come back to this session.' },
  ACHIEVEMENT_NOT_COMPLETED: { status: 400, ko: '아직 이루지 않은 업적이에요.', en: 'This achievement is not completed yet.' },
  REWARD_ALREADY_CLAIMED: { status: 409, ko: '이미 받은 보상이에요.', en: 'This reward has already been claimed.' },
  FILE_TOO_LARGE: { status: 400, ko: '파일이 너무 커요.', en: 'The file is too large.' },
  TRANSCRIPTION_FAILED: {
    status: 500,
    ko: '말소리를 글로 옮기지 못했어요. 녹음은 그대로 있어요.',
    en: 'We could not transcribe the speech. Your recording is kept.',
  },
  EVALUATION_FAILED: { status: 500, ko: '평가를 마치지 못했어요. 답변은 그대로 있어요.', en: 'We could not finish the evaluation. Your answers are kept.' },
  AI_UNAVAILABLE: { status: 503, ko: '지금 이 일을 할 수 있는 AI 엔진이 없어요.', en: 'No AI engine can do this here right now.' },
  VALIDATION_ERROR: { status: 400, ko: '입력한 내용을 다시 확인해 주세요.', en: 'Please check what you entered.' },
  NOT_FOUND: { status: 404, ko: '찾는 것이 없어요.', en: 'We could not find that.' },
  METHOD_NOT_ALLOWED: { status: 405, ko: '이 주소에서는 할 수 없는 요청이에요.', en: 'This address does not take that method.' },
  CONFLICT: { status: 409, ko: '이미 다른 상태예요. 새로 고침한 뒤 다시 해 주세요.', en: 'Things have changed meanwhile. Please reload and try again.' },
  RATE_LIMITED: { status: 429, ko: '요청이 너무 잦아요. 잠시 뒤에 다시 해 주세요.', en: 'Too many requests. Please try again in a moment.' },
  PAYLOAD_TOO_LARGE: { status: 413, ko: '보낸 내용이 너무 커요.', en: 'What you sent is too large.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, ko: '받을 수 없는 형식이에요.', en: 'This format is not accepted.' },
  INTERNAL: { status: 500, ko: '문제가 생겼어요. 잠시 뒤에 다시 해 주세요.', en: 'Something went wrong. Please try again in a moment.' },
} as const satisfies Record<string, { status: number; ko: string; en: string }>

/** A code of the catalogue. */
export type ErrorCode = keyof typeof ERRORS

/** A refusal as a value: what a caller can cause is returned, never thrown. `details` is shown to the caller. */
export interface Failure<C extends ErrorCode = ErrorCode> {
  readonly failed: true
  readonly code: C
  readonly details: Readonly<Record<string, unknown>>
}

/** Makes a failure of the catalogue. */
export function fail<const C extends ErrorCode>(code: C, details: Readonly<Record<string, unknown>> = {}): Failure<C> {
  return { failed: true, code, details }
}

/** True for a value made by {@link fail}. */
export function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && 'failed' in value && value.failed === true && 'code' in value
}

/** Languages in which the service itself speaks. */
export type Tongue = 'ko' | 'en'

/** The sentence of a code in one language. */
export function errorMessage(code: ErrorCode, tongue: Tongue): string {
  return ERRORS[code][tongue]
}

/** The language of messages for an `Accept-Language` header: Korean unless English stands before it (decisions §2). */
export function tongueOf(acceptLanguage: string | null | undefined): Tongue {
  for (const part of (acceptLanguage ?? '').split(',')) {
    const tag = part.trim().slice(0, 2).toLowerCase()
    if (tag === 'ko' || tag === 'en') return tag
  }
  return 'ko'
}
