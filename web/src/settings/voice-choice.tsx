import { Trans, useLingui } from '@lingui/react/macro'
import { Volume2 } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import type { LanguageSettings } from '@studymate/contract/settings'
import { voiceFor } from '@studymate/domain/settings/defaults'
import { Button } from '#ui/button.tsx'
import { Chip, Choices } from '#ui/choice.tsx'
import { Select } from '#ui/field.tsx'

/** A change of how speech is read out; null follows the language of the pages again. */
export interface VoiceChange {
  preferredVoice?: string | null
  speechSpeed?: number
}

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2] as const
const AUTO = ''
const SENTENCE: Readonly<Record<string, string>> = {
  ko: '천천히 이야기해도 괜찮아요.',
  en: 'Take your time, there is no hurry.',
  ja: 'ゆっくり話しても大丈夫です。',
  zh: '慢慢说也没关系。',
  es: 'Tómate tu tiempo, no hay prisa.',
  fr: 'Prends ton temps, rien ne presse.',
}
const NONE: readonly SpeechSynthesisVoice[] = []
let known: readonly SpeechSynthesisVoice[] = NONE

const synthesis = (): SpeechSynthesis | null => ('speechSynthesis' in window ? window.speechSynthesis : null)

function watchVoices(changed: () => void): () => void {
  const look = () => {
    known = synthesis()?.getVoices() ?? NONE
    changed()
  }
  look()
  synthesis()?.addEventListener('voiceschanged', look)
  return () => synthesis()?.removeEventListener('voiceschanged', look)
}

/** The voices of this browser; they come a moment after the page. */
function useVoices(): readonly SpeechSynthesisVoice[] {
  return useSyncExternalStore(watchVoices, () => known)
}

/** Voice and speed of what is read out, with a try. Voices are those of this browser, in languages that the person uses. */
export function VoiceChoice({ values, onChange }: { values: LanguageSettings; onChange: (change: VoiceChange) => void }) {
  const { t, i18n } = useLingui()
  const voices = useVoices()
  const { interfaceLanguage, nativeLanguage, learningLanguages, preferredVoice, speechSpeed } = values
  const own = new Set<string>([interfaceLanguage, ...learningLanguages, ...(nativeLanguage === null ? [] : [nativeLanguage])])
  const offered = voices.filter(({ lang }) => own.has(lang.slice(0, 2).toLowerCase()))
  const isAuto = preferredVoice === voiceFor(interfaceLanguage)
  const isElsewhere = !isAuto && !offered.some(({ name }) => name === preferredVoice)
  const speeds = [...new Set<number>([...SPEEDS, speechSpeed])].toSorted((a, b) => a - b)
  const listen = () => {
    const voice = offered.find(({ name }) => name === preferredVoice)
    const lang = voice?.lang ?? interfaceLanguage
    const utterance = new SpeechSynthesisUtterance(SENTENCE[lang.slice(0, 2)] ?? SENTENCE['en'])
    utterance.lang = lang
    utterance.rate = speechSpeed
    if (voice) utterance.voice = voice
    synthesis()?.cancel()
    synthesis()?.speak(utterance)
  }
  return (
    <div className="stack">
      <Select
        label={t`목소리`}
        help={offered.length === 0 ? t`이 브라우저에는 고를 목소리가 없어요. 소리가 나는 기기에서 골라 주세요.` : undefined}
        value={isAuto ? AUTO : preferredVoice}
        onChange={(event) => onChange({ preferredVoice: event.target.value === AUTO ? null : event.target.value })}
      >
        <option value={AUTO}>{t`화면의 말을 따라요`}</option>
        {isElsewhere && <option value={preferredVoice}>{preferredVoice}</option>}
        {offered.map(({ voiceURI, name }) => (
          <option key={voiceURI} value={name}>
            {name}
          </option>
        ))}
      </Select>
      <Choices legend={t`빠르기`}>
        {speeds.map((speed) => {
          const times = new Intl.NumberFormat(i18n.locale).format(speed)
          return (
            <Chip key={speed} kind="one" name="speechSpeed" checked={speechSpeed === speed} onChange={() => onChange({ speechSpeed: speed })}>
              <Trans>{times}배</Trans>
            </Chip>
          )
        })}
      </Choices>
      {offered.length > 0 && (
        <div>
          <Button icon={<Volume2 />} onClick={listen}>
            <Trans>들어 보기</Trans>
          </Button>
        </div>
      )}
    </div>
  )
}
