import type { Profile } from '@studymate/contract/user'
import { CommunicationMethodCode, LearningStyleCode, MotivationCode, TopicCode } from '@studymate/contract/reference'
import type { Tongue } from '@studymate/contract/errors'
import { timestamp } from '@studymate/contract/values'
import { placeIn } from '@studymate/domain/people/places'
import type * as z from 'zod'
import { imageUrl } from '#edge/image-url'
import type { ImageGiver } from '#edge/image-url'
import type { ChoiceKind, WholeProfile } from './store.ts'

/** A profile as its own person sees it. */
export function presentProfile({ person, learning, choices }: WholeProfile, giver: ImageGiver & { tongue: Tongue }): Profile {
  // A code that left its list since it was chosen is not shown.
  const chosen = <C extends string>(kind: ChoiceKind, of: z.ZodType<C>): C[] =>
    choices
      .filter((choice) => choice.kind === kind)
      .map((choice) => of.safeParse(choice.code))
      .flatMap((parsed) => (parsed.success ? [parsed.data] : []))
  return {
    userId: person.id,
    displayName: person.display_name,
    englishName: person.english_name,
    username: person.username,
    profileImage: imageUrl(giver, person.id, person.profile_image, 'large'),
    birthYear: person.birth_year,
    birthday: person.birthday,
    gender: person.gender,
    location: person.location_id === null ? null : placeIn(person.location_id, giver.tongue),
    selfBio: person.self_bio,
    nativeLanguage: person.native_language,
    learningLanguages: [...learning],
    interests: chosen('topic', TopicCode),
    motivations: chosen('motivation', MotivationCode),
    learningStyles: chosen('learning-style', LearningStyleCode),
    communicationMethods: chosen('communication-method', CommunicationMethodCode),
    timeZone: person.time_zone,
    createdAt: timestamp(person.created_at),
  }
}
