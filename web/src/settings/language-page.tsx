import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { INTERFACE_LANGUAGES, saveLanguageSettings, type InterfaceLanguage, type LanguageSettings } from '@studymate/contract/settings'
import { serviceLanguageFor } from '@studymate/domain/settings/defaults'
import { api } from '#app/api'
import { usePreferences } from '#app/preferences'
import { ThemeSwitch } from '#app/switches.tsx'
import { speak } from '#app/words'
import { SettingsPage } from '#settings/frame.tsx'
import { FlagList } from '#settings/parts/flag-list.tsx'
import { languageQuery, useSave } from '#settings/queries'
import { Refused, SavedSection } from '#settings/saved.tsx'
import { VoiceChoice, type VoiceChange } from '#settings/voice-choice.tsx'
import { Chip, Choices } from '#ui/choice.tsx'
import { Faces } from '#ui/faces.tsx'
import { LanguageWord, languageName } from '#ui/language.tsx'
import { RowSkeleton } from '#ui/skeleton.tsx'

/** Language of the pages and mails, languages of the person, brightness, and the voice that reads out. */
export function LanguagePage() {
  const { t } = useLingui()
  const settings = useQuery(languageQuery())
  return (
    <SettingsPage title={t`언어와 화면`}>
      <Faces of={settings} loading={<RowSkeleton count={4} />} empty={null} title={t`언어 설정을 불러오지 못했어요`}>
        {(values) => <Languages values={values} />}
      </Faces>
      <ThemeSwitch />
    </SettingsPage>
  )
}

type Change = VoiceChange & Partial<Pick<LanguageSettings, 'interfaceLanguage' | 'translationEnabled' | 'autoDetectLanguage'>>

function Languages({ values }: { values: LanguageSettings }) {
  const { t, i18n } = useLingui()
  const locale = usePreferences((state) => state.locale)
  // An answer shows only in its own fields: a voice that follows the language comes with it.
  const save = useSave(languageQuery().queryKey, (input: Change) => api.call(saveLanguageSettings, input))
  // This device may speak another language than the account: then the device's own is shown, so that both can be chosen.
  const chosen: InterfaceLanguage = values.serviceLanguage === locale ? values.interfaceLanguage : locale
  const choose = (interfaceLanguage: InterfaceLanguage) => {
    save.mutate({ interfaceLanguage })
    void speak(serviceLanguageFor(interfaceLanguage))
  }
  const { nativeLanguage, learningLanguages } = values
  return (
    <>
      <SavedSection id="interface" title={t`화면의 말`} of={save} keys={['interfaceLanguage']}>
        <Choices
          legend={t`화면의 말`}
          hideLegend
          help={
            chosen === serviceLanguageFor(chosen) ? (
              <Trans>화면과 메일, 알림이 이 말로 나와요.</Trans>
            ) : (
              <Trans>이 말로 된 화면은 아직 없어서 화면과 메일, 알림이 영어로 나와요.</Trans>
            )
          }
        >
          {INTERFACE_LANGUAGES.map((value) => (
            <Chip key={value} kind="one" name="interfaceLanguage" checked={chosen === value} onChange={() => choose(value)}>
              <span lang={value}>{languageName(value, value)}</span>
            </Chip>
          ))}
        </Choices>
        <Refused of={save} by="interfaceLanguage" />
      </SavedSection>
      <section className="stack s2" aria-labelledby="own">
        <div className="sect">
          <h2 className="h2" id="own">
            <Trans>나의 언어</Trans>
          </h2>
          <Link className="link tap" to="/welcome/$step" params={{ step: 'languages' }} search={{ edit: true }}>
            <Trans>언어 고치기</Trans>
          </Link>
        </div>
        {nativeLanguage === null ? (
          <p className="two">
            <Trans>아직 고르지 않았어요.</Trans>
          </p>
        ) : (
          <p className="row wrap gap-x-4 gap-y-1">
            <LanguageWord side="give">{languageName(nativeLanguage, i18n.locale)}</LanguageWord>
            {learningLanguages.map((code) => (
              <LanguageWord key={code} side="learn">
                {languageName(code, i18n.locale)}
              </LanguageWord>
            ))}
          </p>
        )}
      </section>
      <SavedSection id="voice" title={t`읽어 주는 목소리`} of={save} keys={['preferredVoice', 'speechSpeed']}>
        <VoiceChoice values={values} onChange={(change) => save.mutate(change)} />
        <Refused of={save} by="preferredVoice" />
        <Refused of={save} by="speechSpeed" />
      </SavedSection>
      <SavedSection
        id="translation"
        title={t`번역`}
        lead={t`대화의 번역은 아직 없어요. 생기면 여기서 고른 대로 할게요.`}
        of={save}
        keys={['translationEnabled', 'autoDetectLanguage']}
      >
        <FlagList
          flags={[
            { name: 'translationEnabled', label: t`번역 단추`, note: t`메시지 아래에서 번역을 펼칠 수 있어요.` },
            { name: 'autoDetectLanguage', label: t`언어 알아보기`, note: t`메시지가 어느 말인지 글을 보고 알아내요.` },
          ]}
          values={values}
          onChange={(name, value) => save.mutate({ [name]: value })}
          of={save}
        />
      </SavedSection>
    </>
  )
}
