import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { saveAccountSettings } from '@studymate/contract/settings'
import { saveBirthday, saveBirthYear, saveEnglishName, type Profile } from '@studymate/contract/user'
import { mayRegister } from '@studymate/domain/people/age'
import { isBirthday } from '@studymate/domain/people/birthday'
import { api } from '#app/api'
import { useDraft } from '#app/draft'
import { TextField } from '#ui/field.tsx'
import { AboutDraft } from '#welcome/drafts.schema'
import { Frame } from '#welcome/frame.tsx'
import { BirthdayField } from '#welcome/parts/birthday-field.tsx'

/** Step 1: the name that partners abroad can read, the birth year where it is not known yet, and the birthday for whoever likes to tell it. */
export function AboutStep({ profile }: { profile: Profile }) {
  const { t } = useLingui()
  const [month = '', day = ''] = profile.birthday?.split('-') ?? []
  const [draft, setDraft, forget] = useDraft<AboutDraft>('welcome.about', AboutDraft, {
    displayName: '',
    englishName: profile.englishName ?? '',
    birthYear: '',
    month,
    day,
  })
  const [opened] = useState(() => Date.now())
  const { displayName, birthYear } = profile
  // Who came by a provider that said no name.
  const isNameless = displayName === ''
  const ownName = draft.displayName.trim()
  const birthday = draft.month === '' && draft.day === '' ? null : `${draft.month}-${draft.day}`
  const isYear = /^(?:19|20)\d\d$/.test(draft.birthYear)
  const tooYoung = birthYear === null && isYear && !mayRegister(Number(draft.birthYear), opened)
  const blocked =
    isNameless && ownName === ''
      ? t`부르는 이름을 적어 주세요`
      : [...ownName].length > 40
        ? t`이름은 40자까지예요`
        : birthYear === null && !isYear
          ? t`태어난 해를 적어 주세요`
          : tooYoung
            ? t`만 14세부터예요`
            : [...draft.englishName].length > 40
              ? t`이름은 40자까지예요`
              : birthday !== null && !isBirthday(birthday)
                ? t`생일의 달과 날을 골라 주세요`
                : null

  const save = async () => {
    if (isNameless) await api.call(saveAccountSettings, { displayName: ownName })
    if (birthYear === null) await api.call(saveBirthYear, { birthYear: Number(draft.birthYear) })
    const englishName = draft.englishName.trim() || null
    if (englishName !== profile.englishName) await api.call(saveEnglishName, { englishName })
    if (birthday !== profile.birthday) await api.call(saveBirthday, { birthday })
    forget()
  }
  return (
    <Frame
      step="about"
      title={isNameless ? t`반가워요. 뭐라고 부를까요?` : t`${displayName} 님, 반가워요.`}
      lead={<Trans>한글을 아직 못 읽는 상대도 부를 수 있는 이름을 알려 주세요.</Trans>}
      blocked={blocked}
      save={save}
    >
      {isNameless && (
        <TextField
          label={t`부르는 이름`}
          help={t`상대에게 보이는 이름이에요. 본명이 아니어도 돼요.`}
          autoComplete="nickname"
          value={draft.displayName}
          onChange={(event) => setDraft({ ...draft, displayName: event.target.value })}
        />
      )}
      <TextField
        label={t`영어 이름`}
        help={t`없으면 비워 두세요. 나중에 바꿀 수 있어요.`}
        autoComplete="off"
        lang="en"
        value={draft.englishName}
        onChange={(event) => setDraft({ ...draft, englishName: event.target.value })}
      />
      {birthYear === null ? (
        <TextField
          label={t`태어난 해`}
          help={t`나이에 맞는 사람만 만나게 하려고 물어요. 한 번 정하면 바꿀 수 없어요.`}
          error={tooYoung ? t`만 14세부터 쓸 수 있어요.` : undefined}
          inputMode="numeric"
          autoComplete="bday-year"
          maxLength={4}
          style={{ maxWidth: 140 }}
          value={draft.birthYear}
          onChange={(event) => setDraft({ ...draft, birthYear: event.target.value })}
        />
      ) : (
        <p className="two">
          <Trans>{birthYear}년생으로 가입했어요. 상대에게는 보이지 않아요.</Trans>
        </p>
      )}
      <BirthdayField month={draft.month} day={draft.day} onChange={(next) => setDraft({ ...draft, ...next })} />
    </Frame>
  )
}
