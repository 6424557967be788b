import type { Standing } from '#matching/seeker'
import { agesMayMeet } from '#people/age'

/** What stands between two people, besides what each of them has set. */
export interface Between {
  /** Either has blocked the other. */
  readonly blocked: boolean
}

/** Why two people do not meet. For logs and tests; a reply never says which one it was. */
export type Obstacle = 'self' | 'age' | 'blocked' | 'hidden' | 'paused' | 'wish'

// To let an untold gender pass would be the way around a wish.
/** Whether somebody has the gender that somebody else wishes; a gender that is not told fulfils no wish. */
export function isWished(by: Pick<Standing, 'wishedGender'>, of: Pick<Standing, 'gender'>): boolean {
  return !by.wishedGender || by.wishedGender === 'ANY' || by.wishedGender === of.gender
}

// Every rule is symmetric: whoever does not show themselves does not look either (decisions §5, §7).
const OBSTACLES: Readonly<Record<Obstacle, (a: Standing, b: Standing, between: Between) => boolean>> = {
  self: (a, b) => a.userId === b.userId,
  age: (a, b) => !agesMayMeet(a.ageGroup, b.ageGroup),
  blocked: (_a, _b, between) => between.blocked,
  hidden: (a, b) => a.visibility === 'private' || b.visibility === 'private',
  paused: (a, b) => !a.allowMatching || !b.allowMatching,
  wish: (a, b) => !isWished(a, b) || !isWished(b, a),
}

/** Everything that keeps two people apart, in the order of the table; none when they may meet. */
export function obstacles(a: Standing, b: Standing, between: Between): Obstacle[] {
  const names = ['self', 'age', 'blocked', 'hidden', 'paused', 'wish'] as const
  return names.filter((name) => OBSTACLES[name](a, b, between))
}

/** Whether two people may see each other in matching, ask each other and accept: in every operation the same question. Symmetric. */
export function mayMeet(a: Standing, b: Standing, between: Between): boolean {
  return obstacles(a, b, between).length === 0
}
