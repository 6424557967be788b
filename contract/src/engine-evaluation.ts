import * as z from 'zod'
import { CefrLevel } from './values.ts'

const Points = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\s*\d{1,3}(\.\d+)?\s*$/)
      .transform(Number),
  ])
  .pipe(z.number().min(0).max(100))

// Models write "B2", "b2" and "B2+"; the band is what counts.
const Band = z
  .string()
  .transform((value) => /[ABC][12]/i.exec(value)?.[0].toUpperCase())
  .pipe(CefrLevel)

/** A strength or weakness as an engine says it: a sentence, and the learner's own words that show it. */
export const EngineRemark = z.object({
  text: z.string().trim().min(1).max(600),
  quote: z.string().trim().max(600).default(''),
  criterion: z.string().max(40).optional().catch(undefined),
})
export type EngineRemark = z.infer<typeof EngineRemark>

const Remarks = z
  .array(
    z.union([
      EngineRemark,
      z
        .string()
        .trim()
        .min(1)
        .max(600)
        .transform((text): EngineRemark => ({ text, quote: '' })),
    ]),
  )
  .max(20)
  .default([])

/**
 * What an evaluating engine answers: the fields of the guide's prompt (section "레벨 테스트 평가 프롬프트"). Numbers are 0–100. `pronunciation` is null
 * from an engine that heard nothing. Remarks may be plain sentences, as in the guide. Unknown fields are dropped.
 */
export const EngineEvaluation = z.object({
  cefrLevel: Band,
  overallScore: Points,
  pronunciation: Points.nullish().transform((value) => value ?? null),
  fluency: Points,
  grammar: Points,
  vocabulary: Points,
  interaction: Points,
  strengths: Remarks,
  weaknesses: Remarks,
  recommendations: z.array(z.string().trim().min(1).max(600)).max(20).default([]),
})
export type EngineEvaluation = z.infer<typeof EngineEvaluation>
