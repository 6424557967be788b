import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'

/** Which of the two languages: the one I learn (solid) or the one I give (hatched). */
export type Side = 'learn' | 'give'

/** A language's name in the reader's language; the code itself where `Intl` has no name. */
export function languageName(code: string, locale: string): string {
  return new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' }).of(code) ?? code
}

/** Swatch and words. The swatch, not the tint, is what survives greyscale. */
export function LanguageWord({ side, children }: { side: Side; children: ReactNode }) {
  return <span className={`lang ${side}`}>{children}</span>
}

/** "speaks English · learns Korean, A2", each with its swatch. `speaks` is the language the reader learns. */
export function LanguagePair({ speaks, learns, level }: { speaks: string; learns: string; level?: string | null }) {
  const { t, i18n } = useLingui()
  const spoken = languageName(speaks, i18n.locale)
  const learned = languageName(learns, i18n.locale)
  return (
    <span className="row wrap gap-x-4 gap-y-1">
      <LanguageWord side="learn">{t`${spoken}로 말해요`}</LanguageWord>
      <LanguageWord side="give">{level ? t`${learned}를 배워요, ${level}` : t`${learned}를 배워요`}</LanguageWord>
    </span>
  )
}
