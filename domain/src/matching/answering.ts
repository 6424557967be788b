/** Requests asked of somebody from which on one can speak of a habit. */
export const ENOUGH_ASKED = 3
/** Accepted hellos of a direction from which on one can say how long they took. */
export const ENOUGH_ACCEPTED = 5

const HOUR = 60
const DAY = 24 * HOUR

/** How somebody answers: requests received in the last 90 days that were answered or lapsed, those answered either way, and the median minutes it took. */
export interface Habit {
  readonly asked: number
  readonly answered: number
  readonly medianMinutes?: number | null
}

/** A habit in one word for others, and never a number or a rank. */
export type HabitWord = 'within-hours' | 'within-a-day' | 'within-days'

/**
 * The word for a habit: of somebody who was asked at least {@link ENOUGH_ASKED} times and answered at least half of them. Null where one cannot speak of it,
 * and where there is nothing good to say: silence is not held up to others.
 */
export function habitWord(habit: Habit | null | undefined): HabitWord | null {
  if (!habit || habit.asked < ENOUGH_ASKED || habit.answered * 2 < habit.asked || habit.medianMinutes === null || habit.medianMinutes === undefined) return null
  if (habit.medianMinutes <= 6 * HOUR) return 'within-hours'
  return habit.medianMinutes <= DAY ? 'within-a-day' : 'within-days'
}

/** Why there is no word for others, as the person themselves is told; null where there is one. */
export function noWordBecause(habit: Habit): 'too-few' | 'often-unanswered' | null {
  if (habitWord(habit)) return null
  return habit.asked < ENOUGH_ASKED ? 'too-few' : 'often-unanswered'
}
