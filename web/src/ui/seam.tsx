import { useLingui } from '@lingui/react/macro'
import { languageName, LanguageWord } from '#ui/language.tsx'

interface SeamProps {
  /** Language codes. */
  learn: string
  give: string
  /** Minutes of each language, ≥ 0. */
  learnMinutes: number
  giveMinutes: number
  /** `below`: words under the bar; `inline`: at both ends, for headers; `bare`: none, only where the names stand beside it. */
  words?: 'below' | 'inline' | 'bare'
}

/** The seam: time in the language I learn (solid) and the one I give (hatched), joined by one running stitch. */
export function Seam({ learn, give, learnMinutes, giveMinutes, words = 'below' }: SeamProps) {
  const { t, i18n } = useLingui()
  const [learnName, giveName] = [languageName(learn, i18n.locale), languageName(give, i18n.locale)]
  const left = t`${learnName} ${learnMinutes}분`
  const right = t`${giveName} ${giveMinutes}분`
  const bar = (
    <div className="seam-bar" role="img" aria-label={`${left}, ${right}`}>
      <i className="l" style={{ flexGrow: Math.max(learnMinutes, 0.5) }} />
      <i className="g" style={{ flexGrow: Math.max(giveMinutes, 0.5) }} />
    </div>
  )
  if (words === 'bare') return <div className="seam thin">{bar}</div>
  const ends = [
    <LanguageWord key="l" side="learn">
      {left}
    </LanguageWord>,
    <LanguageWord key="g" side="give">
      {right}
    </LanguageWord>,
  ] as const
  if (words === 'inline') {
    return (
      <div className="seam across">
        <span aria-hidden="true">{ends[0]}</span>
        {bar}
        <span aria-hidden="true">{ends[1]}</span>
      </div>
    )
  }
  return (
    <div className="seam">
      {bar}
      <div className="seam-cap" aria-hidden="true">
        {ends}
      </div>
    </div>
  )
}
