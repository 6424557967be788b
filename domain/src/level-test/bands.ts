import { CEFR_LEVELS, type CefrLevel } from '@studymate/contract/values'

/**
 * Lowest score of each level. Ours, chosen so that the guide's sample (scores around 80, level B2) holds, and an estimate
 * until rated learners calibrate it (docs/level-test.md).
 */
export const LOWEST_SCORE = { A1: 0, A2: 25, B1: 45, B2: 65, C1: 83, C2: 94 } as const satisfies Record<CefrLevel, number>

/** The level of a score 0–100. */
export function levelOf(score: number): CefrLevel {
  return CEFR_LEVELS.findLast((level) => score >= LOWEST_SCORE[level]) ?? 'A1'
}

/** The level `steps` above (or below, negative) another, held between A1 and C2. */
export function levelAt(level: CefrLevel, steps: number): CefrLevel {
  const index = Math.max(0, Math.min(CEFR_LEVELS.length - 1, CEFR_LEVELS.indexOf(level) + steps))
  return CEFR_LEVELS[index] ?? 'A1'
}

/** The lower of two levels. */
export function lowerOf(a: CefrLevel, b: CefrLevel): CefrLevel {
  return CEFR_LEVELS.indexOf(a) <= CEFR_LEVELS.indexOf(b) ? a : b
}
