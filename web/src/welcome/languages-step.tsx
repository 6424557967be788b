import { Trans, useLingui } from '@lingui/react/macro'
import { saveLanguageLevel, saveLearningLanguages, saveNativeLanguage } from '@studymate/contract/onboarding'
import type { Profile } from '@studymate/contract/user'
import { CefrLevel, LanguageCode } from '@studymate/contract/values'
import { api } from '#app/api'
import { useDraft } from '#app/draft'
import { usePreferences } from '#app/preferences'
import { RadioRows } from '#ui/choice.tsx'
import { languageName, LanguageWord } from '#ui/language.tsx'
import { LanguagesDraft } from '#welcome/drafts.schema'
import { Frame } from '#welcome/frame.tsx'
import { LanguageChips } from '#welcome/parts/language-chips.tsx'

const MOST = 8
const NEAR: Readonly<Record<'ko' | 'en', { give: readonly LanguageCode[]; learn: readonly LanguageCode[] }>> = {
  ko: { give: ['ko'], learn: ['en', 'ja', 'es'] },
  en: { give: ['en'], learn: ['ko', 'ja', 'es'] },
}

async function save({ native, learning }: LanguagesDraft, before: Profile): Promise<void> {
  const codes = learning.map(({ code }) => code)
  // The new native language may be one that was learnt until now: it leaves that list first.
  const kept = before.learningLanguages.map(({ code }) => code).filter((code) => code !== native)
  if (native !== before.nativeLanguage && kept.length !== before.learningLanguages.length) await api.call(saveLearningLanguages, { languageCodes: kept })
  if (native !== null && native !== before.nativeLanguage) await api.call(saveNativeLanguage, { languageCode: native })
  await api.call(saveLearningLanguages, { languageCodes: codes })
  for (const { code, level } of learning) if (level !== null) await api.call(saveLanguageLevel, { languageCode: code, level })
}

/** Step 2: the language one gives, those one learns, and how far one is, in sentences. */
export function LanguagesStep({ profile, levels }: { profile: Profile; levels: readonly { code: string; description: string }[] }) {
  const { t, i18n } = useLingui()
  const locale = usePreferences((state) => state.locale)
  const [draft, setDraft, forget] = useDraft<LanguagesDraft>('welcome.languages', LanguagesDraft, {
    native: profile.nativeLanguage ?? locale,
    learning: [...profile.learningLanguages],
  })
  const { native, learning } = draft
  const toggle = (code: LanguageCode) =>
    setDraft({
      ...draft,
      learning: learning.some((one) => one.code === code)
        ? learning.filter((one) => one.code !== code)
        : [...learning, { code, level: profile.learningLanguages.find((one) => one.code === code)?.level ?? null }].slice(0, MOST),
    })
  const setLevel = (code: LanguageCode, level: CefrLevel) =>
    setDraft({ ...draft, learning: learning.map((one) => (one.code === code ? { code, level } : one)) })
  const open = learning.find((one) => one.level === null)
  const openName = open ? languageName(open.code, i18n.locale) : ''
  const blocked =
    native === null ? t`나눌 말을 골라 주세요` : learning.length === 0 ? t`배울 말을 골라 주세요` : open ? t`${openName} 수준을 골라 주세요` : null

  return (
    <Frame
      step="languages"
      title={t`어떤 말을 나누고, 어떤 말을 배우나요?`}
      blocked={blocked}
      leaves={blocked === null}
      save={async () => {
        await save(draft, profile)
        forget()
      }}
    >
      <LanguageChips
        legend={
          <LanguageWord side="give">
            <Trans>내가 나눌 말</Trans>
          </LanguageWord>
        }
        help={<Trans>가장 편하게 쓰는 말이에요.</Trans>}
        name="native"
        kind="one"
        chosen={native === null ? [] : [native]}
        near={NEAR[locale].give}
        without={null}
        onToggle={(code) => setDraft({ native: code, learning: learning.filter((one) => one.code !== code) })}
        more={t`다른 언어 고르기`}
      />
      <LanguageChips
        legend={
          <LanguageWord side="learn">
            <Trans>내가 배울 말</Trans>
          </LanguageWord>
        }
        name="learning"
        kind="many"
        chosen={learning.map(({ code }) => code)}
        near={NEAR[locale].learn}
        without={native}
        onToggle={toggle}
        more={t`언어 더 보기`}
      />
      {learning.map(({ code, level }) => {
        const language = languageName(code, i18n.locale)
        return (
          <RadioRows
            key={code}
            legend={t`${language}로 지금 어디까지 할 수 있어요?`}
            name={`level-${code}`}
            value={level}
            onChange={(next) => setLevel(code, CefrLevel.parse(next))}
            options={levels.map((one) => ({ value: one.code, label: one.description, end: <span lang="en">{one.code}</span> }))}
            help={t`틀려도 괜찮아요. 나중에 수준 시험으로 맞춰 볼 수 있어요.`}
          />
        )
      })}
    </Frame>
  )
}
