import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { GenderCode } from '@studymate/contract/reference'
import { saveBirthYear, saveBirthday, saveGender, type Profile } from '@studymate/contract/user'
import { mayRegister } from '@studymate/domain/people/age'
import { isBirthday } from '@studymate/domain/people/birthday'
import { api } from '#app/api'
import { usePreferences } from '#app/preferences'
import { EditRow } from '#me/edit-row.tsx'
import { Row } from '#me/parts/row.tsx'
import { gendersQuery } from '#me/queries'
import { WishesRow } from '#me/wishes-row.tsx'
import { Select, TextField } from '#ui/field.tsx'

const MONTHS = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'))
const DAYS = Array.from({ length: 31 }, (_, at) => String(at + 1).padStart(2, '0'))

/** A day of any year, the leap day too: `2월 29일`. */
function dayName(birthday: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', timeZone: 'UTC' }).format(new Date(`2024-${birthday}T00:00:00Z`))
}

/** The year, which is said once. */
function BirthYearRow({ profile }: { profile: Profile }) {
  const { t } = useLingui()
  const [year, setYear] = useState('')
  const [opened] = useState(() => Date.now())
  const { birthYear } = profile
  const isYear = /^(?:19|20)\d\d$/.test(year)
  const tooYoung = isYear && !mayRegister(Number(year), opened)
  if (birthYear !== null)
    return (
      <Row label={t`태어난 해`}>
        <p>
          <Trans>{birthYear}년</Trans>
        </p>
        <p className="meta">
          <Trans>나이에 맞는 사람만 만나게 하려고 한 번만 정해요. 잘못 적었으면 운영자에게 알려 주세요.</Trans>
        </p>
      </Row>
    )
  return (
    <EditRow
      label={t`태어난 해`}
      action={t`태어난 해 적기`}
      value={<Trans>아직 적지 않았어요. 적어야 사람들을 만날 수 있어요.</Trans>}
      blocked={isYear ? (tooYoung ? t`만 14세부터예요` : null) : t`태어난 해를 적어 주세요`}
      onOpen={() => setYear('')}
      save={() => api.call(saveBirthYear, { birthYear: Number(year) })}
    >
      <TextField
        label={t`태어난 해`}
        help={t`나이에 맞는 사람만 만나게 하려고 물어요. 한 번 정하면 바꿀 수 없어요.`}
        error={tooYoung ? t`만 14세부터 쓸 수 있어요.` : undefined}
        inputMode="numeric"
        autoComplete="bday-year"
        maxLength={4}
        value={year}
        onChange={(event) => setYear(event.target.value)}
      />
    </EditRow>
  )
}

/** Month and day. */
function BirthdayRow({ profile }: { profile: Profile }) {
  const { t, i18n } = useLingui()
  const [month, setMonth] = useState('')
  const [day, setDay] = useState('')
  const isEmpty = month === '' && day === ''
  const isDay = isBirthday(`${month}-${day}`)
  return (
    <EditRow
      label={t`생일`}
      action={t`생일 고치기`}
      value={profile.birthday === null ? <Trans>아직 적지 않았어요.</Trans> : dayName(profile.birthday, i18n.locale)}
      blocked={isEmpty || isDay ? null : month === '' || day === '' ? t`달과 날을 함께 골라 주세요` : t`그달에는 그런 날이 없어요`}
      onOpen={() => {
        const [savedMonth = '', savedDay = ''] = profile.birthday?.split('-') ?? []
        setMonth(savedMonth)
        setDay(savedDay)
      }}
      save={() => api.call(saveBirthday, { birthday: isEmpty ? null : `${month}-${day}` })}
    >
      <div className="row start gap-2">
        <Select label={t`달`} value={month} onChange={(event) => setMonth(event.target.value)}>
          <option value="">—</option>
          {MONTHS.map((of) => (
            <option key={of} value={of}>
              {new Intl.DateTimeFormat(i18n.locale, { month: 'long', timeZone: 'UTC' }).format(new Date(`2024-${of}-01T00:00:00Z`))}
            </option>
          ))}
        </Select>
        <Select label={t`날`} value={day} onChange={(event) => setDay(event.target.value)}>
          <option value="">—</option>
          {DAYS.map((of) => (
            <option key={of} value={of}>
              {Number(of)}
            </option>
          ))}
        </Select>
      </div>
    </EditRow>
  )
}

/** The gender, which only meets the wishes of others. */
function GenderRow({ profile }: { profile: Profile }) {
  const { t } = useLingui()
  const genders = useQuery(gendersQuery(usePreferences((state) => state.locale)))
  const [gender, setGender] = useState<Profile['gender']>(null)
  const name = genders.data?.find(({ code }) => code === profile.gender)?.name
  return (
    <EditRow
      label={t`성별`}
      action={t`성별 고치기`}
      value={profile.gender === null ? <Trans>아직 고르지 않았어요.</Trans> : (name ?? '—')}
      blocked={genders.data === undefined ? t`목록을 불러오는 중이에요` : null}
      onOpen={() => setGender(profile.gender)}
      save={() => api.call(saveGender, { gender })}
    >
      <Select
        label={t`성별`}
        help={t`이 성별의 짝을 바라는 사람과 잇는 데만 써요.`}
        value={gender ?? ''}
        onChange={(event) => setGender(GenderCode.safeParse(event.target.value).data ?? null)}
      >
        <option value="">—</option>
        {(genders.data ?? []).map((option) => (
          <option key={option.code} value={option.code}>
            {option.name}
          </option>
        ))}
      </Select>
    </EditRow>
  )
}

/** What a person has said that no profile shows; a reason of matching can still tell the gender. */
export function OwnFacts({ profile }: { profile: Profile }) {
  const { t } = useLingui()
  return (
    <section className="card stack s3" aria-label={t`프로필에 없는 것`}>
      <div>
        <h2 className="h3">
          <Trans>프로필에 없는 것</Trans>
        </h2>
        <p className="meta">
          <Trans>프로필에는 나오지 않아요. 다만 내 성별의 짝을 바란 사람은 내가 맞는 짝이라는 것을 알 수 있어요.</Trans>
        </p>
      </div>
      <dl className="list">
        <BirthYearRow profile={profile} />
        <BirthdayRow profile={profile} />
        <GenderRow profile={profile} />
        <WishesRow />
      </dl>
    </section>
  )
}
