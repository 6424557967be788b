import * as z from 'zod'
import { endpoint, paged } from './endpoint.ts'
import { CommunicationMethodCode, DayOfWeekCode, GenderCode, TopicCode } from './reference.ts'
import { LearningLanguage } from './user.ts'
import { CefrLevel, LanguageCode, MatchId, RequestId, RoomId, Timestamp, UserId, pageInput, text } from './values.ts'

/** Days that a match request stays open. */
export const REQUEST_DAYS = 7
/** Most characters of a hello (decisions §3). */
export const HELLO_LENGTH = 300

/** A stretch of the week on the wall clock of the caller's zone; an end at or before the start lies on the next day. */
export const WeekSlot = z.object({ dayOfWeek: DayOfWeekCode, startTime: z.string(), endTime: z.string() }).meta({ id: 'WeekSlot' })
export type WeekSlot = z.infer<typeof WeekSlot>

const strength = { weight: z.number().min(0).max(1), points: z.int().min(0).max(100) }
const Fluency = z.enum(['NATIVE', ...CefrLevel.options])

/**
 * Why two people fit, from the view of the caller: a fact without its sentence. Without that fact the score would be lower by `points` (the two of
 * language carry the whole score); `weight` fills the bar. Codes are those of the reference lists. docs/matching.md.
 */
export const MatchReason = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('speaks-what-you-learn'), language: LanguageCode, fluency: Fluency, ...strength }),
    z.object({ kind: z.literal('learns-what-you-speak'), language: LanguageCode, level: CefrLevel.nullable(), ...strength }),
    z.object({ kind: z.literal('levels-fit'), yours: CefrLevel, theirs: CefrLevel, ...strength }),
    z.object({ kind: z.literal('shared-hours'), minutesPerWeek: z.int(), ...strength }),
    z.object({ kind: z.literal('shared-interests'), topics: z.array(z.string()), ...strength }),
    z.object({ kind: z.literal('shared-motivations'), motivations: z.array(z.string()), ...strength }),
    z.object({ kind: z.literal('shared-communication-methods'), methods: z.array(z.string()), ...strength }),
    z.object({ kind: z.literal('shared-learning-styles'), styles: z.array(z.string()), ...strength }),
    z.object({ kind: z.literal('partner-as-you-wished'), gender: z.string(), ...strength }),
    z.object({ kind: z.literal('usually-answers'), ...strength }),
  ])
  .meta({ id: 'MatchReason' })
export type MatchReason = z.infer<typeof MatchReason>

/** How fast somebody usually answers: within six hours, a day, or longer. Said from three requests on, of those who answer at least half. */
export const HabitWord = z.enum(['within-hours', 'within-a-day', 'within-days']).meta({ id: 'HabitWord' })
export type HabitWord = z.infer<typeof HabitWord>

/** A person as anybody sees them who may meet them: what stands at the head of a card, a request, a partner. */
const who = {
  userId: UserId,
  displayName: z.string(),
  profileImage: z.string().nullable(),
  nativeLanguage: LanguageCode,
  learningLanguages: z.array(LearningLanguage),
}

const card = {
  ...who,
  interests: z.array(z.string()),
  /** 0–100, the same for both of a pair. */
  compatibilityScore: z.int().min(0).max(100),
  reasons: z.array(MatchReason),
  /** Free hours in common on the caller's clock; null while one of the two has named none. */
  sharedHours: z.object({ minutesPerWeek: z.int().min(0), slots: z.array(WeekSlot) }).nullable(),
  /** Minutes by which their clock is ahead of the caller's now. */
  minutesAhead: z.int(),
  /** Rounded down to the hour; absent for minors. */
  lastActive: Timestamp.optional(),
  /** How fast they usually answer, in a word; null while too few have asked them, and where they usually do not. */
  answers: HabitWord.nullable(),
}

/** A possible partner (decisions §4). */
export const MatchCard = z.object(card).meta({ id: 'MatchCard' })
export type MatchCard = z.infer<typeof MatchCard>

/** What is between the caller and a person. A rejected request goes on looking sent until it would have lapsed. */
export const Relation = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('sent'), requestId: RequestId, expiresAt: Timestamp }),
    /** Asked within the last 7 days and withdrawn: asking again has to wait. */
    z.object({ kind: z.literal('waiting'), until: Timestamp }),
    /** As many hellos wait for their answer as one person holds; asking is possible once they have answered one, or one has lapsed. */
    z.object({ kind: z.literal('full') }),
    z.object({ kind: z.literal('received'), requestId: RequestId, message: z.string().nullable(), expiresAt: Timestamp }),
    z.object({ kind: z.literal('partner'), matchId: MatchId, roomId: RoomId }),
  ])
  .meta({ id: 'Relation' })
export type Relation = z.infer<typeof Relation>

/** A possible partner in full. What a `friends` profile keeps for partners is null or empty (decisions §5). */
export const MatchProfile = z
  .object({
    ...card,
    relation: Relation,
    selfBio: z.string().nullable(),
    locationId: z.string().nullable(),
    motivations: z.array(z.string()),
    learningStyles: z.array(z.string()),
    communicationMethods: z.array(z.string()),
    /** Of partners who show it: the verified address. */
    email: z.string().nullable(),
    /** Of partners who show it, E.164. */
    phoneNumber: z.string().nullable(),
  })
  .meta({ id: 'MatchProfile' })
export type MatchProfile = z.infer<typeof MatchProfile>

/** A request that looks open to the caller. */
export const MatchRequest = z
  .object({
    requestId: RequestId,
    direction: z.enum(['received', 'sent']),
    message: z.string().nullable(),
    createdAt: Timestamp,
    expiresAt: Timestamp,
    /** The other one. */
    person: z.object(card),
  })
  .meta({ id: 'MatchRequest' })
export type MatchRequest = z.infer<typeof MatchRequest>

/** Somebody with whom the caller has an accepted match. */
export const Partner = z
  .object({
    userId: UserId,
    displayName: z.string(),
    profileImage: z.string().nullable(),
    nativeLanguage: LanguageCode.nullable(),
    learningLanguages: z.array(LearningLanguage),
    matchId: MatchId,
    roomId: RoomId,
    since: Timestamp,
  })
  .meta({ id: 'Partner' })
export type Partner = z.infer<typeof Partner>

const common = { tag: 'matching', auth: 'member' } as const
const listed = paged.extend({
  /** The caller has switched matching off or hidden their profile: whoever does not show themselves does not look either. */
  paused: z.boolean(),
})

/** Possible partners, best first, with places for newcomers and by lot (docs/matching.md). `ONBOARD_001` with `details.missing` while something needed is not told. Guide 4. */
export const listMatches = endpoint({
  ...common,
  id: 'listMatches',
  method: 'GET',
  path: '/matching/list',
  summary: 'Possible partners, best first',
  limit: '120/min',
  input: z.object({ ...pageInput }),
  output: z.array(MatchCard),
  beside: listed,
  errors: ['ONBOARD_001'],
})

/** The same list, narrowed; every field given must hold. Guide 4. */
export const filterMatches = endpoint({
  ...common,
  id: 'filterMatches',
  method: 'POST',
  path: '/matching/filter',
  summary: 'Possible partners that pass a filter, best first',
  limit: '120/min',
  input: z.object({
    nativeLanguage: LanguageCode.optional(),
    /** Among what they learn. */
    learningLanguage: LanguageCode.optional(),
    /** Theirs in the language that the caller gives, or in `learningLanguage`. */
    level: z.union([CefrLevel, z.array(CefrLevel).min(1).max(6)]).optional(),
    /** At least one in common with this list. */
    interests: z.array(TopicCode).min(1).max(24).optional(),
    gender: GenderCode.optional(),
    ageMin: z.int().min(14).max(120).optional(),
    ageMax: z.int().min(14).max(120).optional(),
    /** Days of the caller's week on one of which both are free; `ANY`: some hour in common. */
    availability: z.union([z.literal('ANY'), z.array(DayOfWeekCode).min(1).max(7)]).optional(),
    communicationMethods: z.array(CommunicationMethodCode).min(1).max(10).optional(),
    location: z.string().min(1).max(16).optional(),
    page: z.int().min(1).max(10_000).default(1),
    size: z.int().min(1).max(100).default(20),
  }),
  output: z.array(MatchCard),
  beside: listed,
  errors: ['ONBOARD_001', 'VALIDATION_ERROR'],
})

/** One person with every reason. Unknown, hidden, blocked and those of another age group are `USER_001` alike. Guide 4. */
export const matchProfile = endpoint({
  ...common,
  id: 'matchProfile',
  method: 'GET',
  path: '/matching/profile/{userId}',
  summary: 'A possible partner with the reasons',
  limit: '240/min',
  input: z.object({ userId: UserId }),
  output: MatchProfile,
  errors: ['USER_001', 'ONBOARD_001'],
})

/** The outcome of asking: the request stands open, or it crossed another one and is a match. */
export const AskReply = z.discriminatedUnion('status', [
  z.object({ status: z.literal('open'), requestId: RequestId, expiresAt: Timestamp }),
  z.object({ status: z.literal('accepted'), requestId: RequestId, matchId: MatchId, roomId: RoomId }),
])

/**
 * Asks somebody, with a hello of at most 300 characters without a link. Two requests that cross are a match. `MATCH_001` never says why; `CONFLICT`
 * (`details.status`, `details.until`) for partners, for whoever asked the same person in the last 7 days, and (`full`) while ten hellos wait for that
 * person's answer. Guide 4.
 */
export const requestMatch = endpoint({
  ...common,
  id: 'requestMatch',
  method: 'POST',
  path: '/matching/request',
  summary: 'Ask somebody, with a hello',
  limit: '60/hour',
  status: 201,
  input: z.object({ targetUserId: UserId, message: text({ max: HELLO_LENGTH }).optional() }),
  output: AskReply,
  errors: ['MATCH_001', 'VALIDATION_ERROR', 'CONFLICT', 'EMAIL_NOT_VERIFIED', 'ONBOARD_001'],
})

/** Accepts a request; twice gives the same match and room. `CONFLICT` with `details.status` once it is no longer open. Guide 4. */
export const acceptMatch = endpoint({
  ...common,
  id: 'acceptMatch',
  method: 'POST',
  path: '/matching/accept',
  summary: 'Accept a request',
  limit: '240/min',
  input: z.object({ requestId: RequestId }),
  output: z.object({ requestId: RequestId, matchId: MatchId, roomId: RoomId }),
  errors: ['NOT_FOUND', 'USER_002', 'CONFLICT', 'MATCH_001'],
})

/** Rejects a request, silently: to its sender it goes on looking open. `reason` is kept for the one who wrote it. Guide 4. */
export const rejectMatch = endpoint({
  ...common,
  id: 'rejectMatch',
  method: 'POST',
  path: '/matching/reject',
  summary: 'Reject a request, silently',
  limit: '240/min',
  input: z.object({ requestId: RequestId, reason: text({ max: 300 }).optional() }),
  output: z.object({ requestId: RequestId, status: z.literal('rejected') }),
  errors: ['NOT_FOUND', 'USER_002', 'CONFLICT'],
})

/** Takes back a request that looks open to its sender. */
export const withdrawMatch = endpoint({
  ...common,
  id: 'withdrawMatch',
  method: 'POST',
  path: '/matching/requests/{requestId}/withdraw',
  summary: 'Take a request back',
  limit: '240/min',
  input: z.object({ requestId: RequestId }),
  output: z.object({ requestId: RequestId, status: z.literal('withdrawn') }),
  errors: ['NOT_FOUND', 'USER_002', 'CONFLICT'],
})

/** Requests that look open to the caller, newest first. */
export const listRequests = endpoint({
  ...common,
  id: 'listRequests',
  method: 'GET',
  path: '/matching/requests',
  summary: 'Open requests, received or sent',
  limit: '240/min',
  input: z.object({ direction: z.enum(['received', 'sent']).default('received'), ...pageInput }),
  output: z.array(MatchRequest),
  beside: paged,
  errors: [],
})

/** Partners, the newest first; those with a block between are left out. */
export const listPartners = endpoint({
  ...common,
  id: 'listPartners',
  method: 'GET',
  path: '/matching/partners',
  summary: 'Partners',
  limit: '240/min',
  input: z.object({ ...pageInput }),
  output: z.array(Partner),
  beside: paged,
  errors: [],
})

/**
 * Ends a partnership quietly: the room stays to be read and takes no more messages, nobody is told, and a new request can bring the two together again.
 * Twice is once. `NOT_FOUND` for whoever never was a partner.
 */
export const endPartnership = endpoint({
  ...common,
  id: 'endPartnership',
  method: 'DELETE',
  path: '/matching/partners/{userId}',
  summary: 'End a partnership, quietly',
  limit: '60/min',
  input: z.object({ userId: UserId }),
  output: z.object({ userId: UserId, ended: z.literal(true) }),
  errors: ['NOT_FOUND'],
})

/** How the caller answered what they received in the last 90 days, and how others read it. */
export const ownAnswering = endpoint({
  ...common,
  id: 'ownAnswering',
  method: 'GET',
  path: '/matching/answering',
  summary: 'How I answer hellos',
  limit: '240/min',
  input: z.object({}),
  output: z.object({
    /** Received and answered or lapsed, in the last 90 days. */
    asked: z.int().min(0),
    /** Answered either way. */
    answered: z.int().min(0),
    /** Of the newest 20 answers; null while there is none. */
    medianMinutes: z.int().min(0).nullable(),
    /** What others read; null with a `reason`. */
    shownAs: HabitWord.nullable(),
    reason: z.enum(['too-few', 'often-unanswered']).nullable(),
    /** Hellos that wait now, and how many one person holds before nobody can add one. */
    open: z.int().min(0),
    most: z.int().min(1),
  }),
  errors: [],
})

/** What somebody who looks may expect: how many there are of either side, and how long hellos took. */
export const waitingTime = endpoint({
  ...common,
  id: 'waitingTime',
  method: 'GET',
  path: '/matching/waiting',
  summary: 'How many look for whom, and how long hellos took',
  limit: '120/min',
  input: z.object({}),
  output: z.object({
    speaks: LanguageCode,
    learns: LanguageCode,
    /** People of the caller's age group who speak and learn as the caller does, the caller among them; at most 1000, which stands for that many or more. */
    likeMe: z.int().min(0).max(1000),
    /** Those who speak what the caller learns and learn what the caller speaks. */
    forMe: z.int().min(0).max(1000),
    /** Median minutes from a hello of the caller's side to its acceptance, of the newest 200 within 30 days; null with a `reason`. */
    medianMinutes: z.int().min(0).nullable(),
    reason: z.enum(['too-few']).nullable(),
    /** How many hellos that rests on. */
    accepted: z.int().min(0),
  }),
  errors: ['ONBOARD_001'],
})
