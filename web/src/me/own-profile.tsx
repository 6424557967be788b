import { Trans, useLingui } from '@lingui/react/macro'
import type { Schedule } from '@studymate/contract/onboarding'
import { COMMUNICATION_METHODS, LEARNING_STYLES, MOTIVATIONS, nameIn } from '@studymate/contract/reference'
import type { Profile } from '@studymate/contract/user'
import { Row } from '#me/parts/row.tsx'
import { StepLink } from '#me/parts/step-link.tsx'
import { BioRow, EnglishNameRow, PlaceRow } from '#me/public-rows.tsx'
import { ProfileImagePicker } from '#profile-image/picker.tsx'
import { languageName, LanguageWord } from '#ui/language.tsx'

interface OwnProfileProps {
  profile: Profile
  /** Null while it is not loaded. */
  hours: Schedule | null
  topics: readonly { code: string; name: string }[]
}

/** A zone by the name of its clock: `한국 표준시`. */
function clockName(zone: string, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'longGeneric' }).formatToParts()
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone
}

/** The person as others see them; each line is changed where it stands, or in its step of the welcome. */
export function OwnProfile({ profile, hours, topics }: OwnProfileProps) {
  const { t, i18n } = useLingui()
  const { displayName, englishName, username, nativeLanguage, learningLanguages, interests, timeZone } = profile
  const tongue = i18n.locale === 'en' ? 'en' : 'ko'
  const reasons = profile.motivations.map((code) => nameIn(MOTIVATIONS, code, tongue))
  const ways = [
    ...profile.learningStyles.map((code) => nameIn(LEARNING_STYLES, code, tongue)),
    ...profile.communicationMethods.map((code) => nameIn(COMMUNICATION_METHODS, code, tongue)),
  ]
  const weekly = hours === null ? null : new Intl.NumberFormat(i18n.locale).format(hours.minutesPerWeek / 60)
  const zone = clockName(hours?.timeZone ?? timeZone, i18n.locale)
  return (
    <section className="card stack" aria-label={t`남에게 보이는 나`}>
      <div>
        <p className="h2">{displayName}</p>
        <p className="meta">
          {englishName !== null && <span lang="en">{englishName} · </span>}@{username}
        </p>
      </div>
      <ProfileImagePicker person={profile} />
      <dl className="list">
        <EnglishNameRow profile={profile} />
        <BioRow profile={profile} />
        <PlaceRow profile={profile} />
        <Row label={t`언어`} action={<StepLink step="languages" label={t`언어 고치기`} />}>
          {nativeLanguage === null ? (
            <Trans>아직 고르지 않았어요.</Trans>
          ) : (
            <span className="row wrap gap-x-4 gap-y-1">
              <LanguageWord side="give">{languageName(nativeLanguage, i18n.locale)}</LanguageWord>
              {learningLanguages.map(({ code, level }) => (
                <LanguageWord key={code} side="learn">
                  {languageName(code, i18n.locale)}
                  {level !== null && ` ${level}`}
                </LanguageWord>
              ))}
            </span>
          )}
        </Row>
        <Row label={t`까닭`} action={<StepLink step="why" label={t`배우는 까닭 고치기`} />}>
          {reasons.length === 0 ? <Trans>아직 고르지 않았어요.</Trans> : reasons.join(', ')}
        </Row>
        <Row label={t`이야기`} action={<StepLink step="topics" label={t`좋아하는 이야기 고치기`} />}>
          {interests.length === 0 ? (
            <Trans>아직 고르지 않았어요.</Trans>
          ) : (
            interests.map((code) => topics.find((topic) => topic.code === code)?.name ?? code).join(', ')
          )}
        </Row>
        <Row label={t`방식`} action={<StepLink step="how" label={t`배우고 이야기하는 방식 고치기`} />}>
          {ways.length === 0 ? <Trans>아직 고르지 않았어요.</Trans> : ways.join(', ')}
        </Row>
        <Row label={t`빈 시간`} action={<StepLink step="times" label={t`빈 시간 고치기`} />}>
          {weekly === null ? (
            '—'
          ) : hours?.minutesPerWeek === 0 ? (
            <Trans>아직 적지 않았어요.</Trans>
          ) : (
            <Trans>
              주 {weekly}시간 · {zone}
            </Trans>
          )}
        </Row>
      </dl>
    </section>
  )
}
