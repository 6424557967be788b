import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { levelTestHistory } from '@studymate/contract/level-test'
import type { DataOf } from '@studymate/contract/endpoint'
import { languageName } from '#ui/language.tsx'

type Past = DataOf<typeof levelTestHistory>[number]

const DOTS = 6

function day(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric' }).format(new Date(iso))
}

/** Scores over time as dots on a line, oldest left; the last one is filled. */
function Dots({ past }: { past: readonly Past[] }) {
  const { t, i18n } = useLingui()
  const known = past
    .filter(({ overallScore }) => overallScore !== null)
    .slice(0, DOTS)
    .toReversed()
  if (known.length < 2) return null
  const summary = known.map(({ overallScore, completedAt }) => `${day(completedAt, i18n.locale)} ${Math.round(overallScore ?? 0)}`).join(', ')
  return (
    <svg viewBox="0 0 320 76" role="img" aria-label={t`종합 점수: ${summary}`} className="block w-full text-ink-3">
      <line x1="16" x2="304" y1="38" y2="38" className="stroke-line" strokeWidth="2" />
      {known.map(({ testId, overallScore, completedAt }, at) => {
        const x = 36 + (at * 248) / (known.length - 1)
        const isLast = at === known.length - 1
        return (
          <g key={testId} textAnchor="middle" fontSize="13">
            <text x={x} y="20" className={isLast ? 'fill-ink font-semibold' : 'fill-ink-2'}>
              {Math.round(overallScore ?? 0)}
            </text>
            <circle cx={x} cy="38" r="6" strokeWidth="2" className={isLast ? 'fill-learn stroke-learn' : 'fill-page stroke-learn'} />
            <text x={x} y="68" className="fill-ink-3">
              {day(completedAt, i18n.locale)}
            </text>
          </g>
        )
      })}
    </svg>
  )
}

/** Earlier results; the one on this page is left out by `except`. */
export function PastTests({ past, except }: { past: readonly Past[]; except?: string }) {
  const { t, i18n } = useLingui()
  const list = past.filter(({ testId }) => testId !== except)
  if (past.length === 0)
    return (
      <p className="meta">
        <Trans>시험을 마치면 여기에 결과가 모여요.</Trans>
      </p>
    )
  if (list.length === 0) return null
  return (
    <section className="stack s3">
      <h2 className="h3">
        <Trans>지난 결과</Trans>
      </h2>
      <Dots past={past} />
      <p className="meta">
        <Trans>종합 점수, 100점 기준. 5점 안쪽은 비슷하다고 봐요.</Trans>
      </p>
      <ul className="list">
        {list.map(({ testId, languageCode, completedAt, overallLevel, orAbove }) => {
          const level = overallLevel ?? '—'
          return (
            <li key={testId}>
              <Link className="li" to="/level-test/$testId/result" params={{ testId }}>
                <span className="grow">{languageName(languageCode, i18n.locale)}</span>
                <span className="font-semibold">{orAbove ? t`${level} 이상` : level}</span>
                <span className="meta">{day(completedAt, i18n.locale)}</span>
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
