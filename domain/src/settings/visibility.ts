import type { ProfileVisibility } from '@studymate/contract/settings'
import type { AgeGroup } from '#people/age'

/** What a person has chosen that others see of them. */
export interface Shown {
  readonly ageGroup: AgeGroup
  readonly visibility: ProfileVisibility
  readonly showLastSeen: boolean
}

/** The visibility that holds: a minor's profile is for friends whatever was chosen, or private (decisions §5). */
export function visibilityOf(ageGroup: AgeGroup, chosen: ProfileVisibility): ProfileVisibility {
  return ageGroup === 'minor' && chosen === 'public' ? 'friends' : chosen
}

/** Whether somebody who may see the card sees the rest of the profile too. */
export function opensProfile(visibility: ProfileVisibility, isPartner: boolean): boolean {
  return visibility === 'public' || (visibility === 'friends' && isPartner)
}

/** Whether others see when the person was here last, and partners whether they are here: of adults who let it, and of no private profile. */
export function showsPresence({ ageGroup, visibility, showLastSeen }: Shown): boolean {
  return ageGroup === 'adult' && showLastSeen && visibility !== 'private'
}

/** What a minor may not choose; null for a choice that is theirs. */
export function refusedToMinors(choice: { profileVisibility?: ProfileVisibility | undefined; showLastSeen?: boolean | undefined }): string | null {
  if (choice.profileVisibility === 'public') return 'profileVisibility'
  return choice.showLastSeen === true ? 'showLastSeen' : null
}
