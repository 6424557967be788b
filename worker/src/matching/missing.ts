import type { Missing } from '@studymate/contract/onboarding'
import type { Known } from './people.store.ts'

/** What a person has still to tell before matching can look for them, in the order of the welcome; none when it can, or when they switched it off. */
export function missingOf(me: Known): Missing[] {
  const missing: Missing[] = []
  if (me.birthYear === null) missing.push('birthYear')
  if (me.nativeLanguage === null) missing.push('nativeLanguage')
  if (me.learning.length === 0) missing.push('learningLanguage')
  else if (!me.learning.some(({ level }) => level !== null)) missing.push('languageLevel')
  return missing
}
