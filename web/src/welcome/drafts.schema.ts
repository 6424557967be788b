import * as z from 'zod'
import {
  CommunicationMethodCode,
  GenderCode,
  GroupSizeCode,
  LearningStyleCode,
  MotivationCode,
  PersonalityCode,
  TopicCode,
  WishedGenderCode,
} from '@studymate/contract/reference'
import { CefrLevel, LanguageCode } from '@studymate/contract/values'

/** What each step keeps over a reload until it is saved. */
export const AboutDraft = z.object({ displayName: z.string(), englishName: z.string(), birthYear: z.string(), month: z.string(), day: z.string() })
export type AboutDraft = z.infer<typeof AboutDraft>

export const LanguagesDraft = z.object({
  native: LanguageCode.nullable(),
  learning: z.array(z.object({ code: LanguageCode, level: CefrLevel.nullable() })),
})
export type LanguagesDraft = z.infer<typeof LanguagesDraft>

export const WhyDraft = z.array(MotivationCode)
export type WhyDraft = z.infer<typeof WhyDraft>

export const TopicsDraft = z.array(TopicCode)
export type TopicsDraft = z.infer<typeof TopicsDraft>

export const HowDraft = z.object({ styles: z.array(LearningStyleCode), methods: z.array(CommunicationMethodCode) })
export type HowDraft = z.infer<typeof HowDraft>

export const PartnerDraft = z.object({ personalities: z.array(PersonalityCode), gender: WishedGenderCode.nullable(), groupSize: GroupSizeCode.nullable() })
export type PartnerDraft = z.infer<typeof PartnerDraft>

export const TimesDraft = z.object({ zone: z.string(), spans: z.array(z.object({ day: z.int().min(0).max(6), start: z.int(), end: z.int() })) })
export type TimesDraft = z.infer<typeof TimesDraft>

export const MeDraft = z.object({ selfBio: z.string(), gender: GenderCode.nullable(), locationId: z.string() })
export type MeDraft = z.infer<typeof MeDraft>
