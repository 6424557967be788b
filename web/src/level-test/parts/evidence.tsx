import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Pause, Play } from 'lucide-react'
import type { Evidence, TestResult } from '@studymate/contract/level-test-parts'
import { Prompt } from '#level-test/parts/prompt.tsx'
import type { Player } from '#level-test/player'
import { Quote } from '#ui/score-row.tsx'
import { clockText } from '#ui/recorder.tsx'

interface EvidenceProps {
  result: TestResult
  evidence: readonly Evidence[]
  player: Player
  playing: string | null
}

type Span = Extract<Evidence, { kind: 'pause' | 'run' }>

const MOST_MOMENTS = 3
/** A pause is heard better with what came before it, ms. */
const LEAD_MS = 2000

const number = (questionId: string) => questionId.slice(1)

/** Which answer, and from which second on. */
function Where({ questionId, startMs }: { questionId: string; startMs: number | null }) {
  const answer = number(questionId)
  if (startMs === null) return <Trans>답 {answer}</Trans>
  return (
    <Trans>
      답 {answer} · <span className="num">{clockText(startMs / 1000)}</span>부터
    </Trans>
  )
}

function Moment({ span, result, player, playing }: { span: Span } & Omit<EvidenceProps, 'evidence'>) {
  const { t } = useLingui()
  const key = `${span.kind} ${span.questionId} ${span.startMs}`
  const from = Math.max(0, span.startMs - (span.kind === 'pause' ? LEAD_MS : 0))
  const until = span.endMs + (span.kind === 'pause' ? LEAD_MS / 2 : 0)
  const seconds = ((span.endMs - span.startMs) / 1000).toFixed(1)
  const answer = result.answers.find(({ questionId }) => questionId === span.questionId)
  const words = (answer?.words ?? []).filter(({ startMs, endMs }) => startMs < until && endMs > from).map(({ word }) => word)
  const isPlaying = playing === key
  const sentence = span.kind === 'pause' ? t`여기서 ${seconds}초 쉬었어요` : t`여기는 ${seconds}초 동안 막힘없이 이어졌어요`
  const at = clockText(span.startMs / 1000)
  return (
    <figure className="quote">
      <button
        type="button"
        className="play"
        aria-label={isPlaying ? t`멈추기` : t`${at}부터 듣기`}
        onClick={() => void player.toggle(key, span.questionId, from, until)}
      >
        {isPlaying ? <Pause className="s" /> : <Play className="s" />}
      </button>
      <div>
        {words.length > 0 ? <q lang={result.languageCode}>{words.join(' ')}</q> : <p>{sentence}</p>}
        <figcaption className="meta">
          <Where questionId={span.questionId} startMs={span.startMs} />
          {words.length > 0 && <> · {sentence}</>}
        </figcaption>
      </div>
    </figure>
  )
}

/** The mean of a measure over the talks. */
function mean(evidence: readonly Evidence[], name: string): number | null {
  const values = evidence.flatMap((one) => (one.kind === 'feature' && one.name === name ? [one.value] : []))
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

function Measures({ evidence }: { evidence: readonly Evidence[] }) {
  const { i18n } = useLingui()
  const rate = mean(evidence, 'articulationRate')
  const ratio = mean(evidence, 'phonationRatio')
  const pauses = mean(evidence, 'pausesPerMinute')
  const known = mean(evidence, 'wordsKnown')
  const claimed = mean(evidence, 'pseudoWordsClaimed')
  const gaps = mean(evidence, 'gapsRight')
  const percent = (share: number) => Math.round(share * 100)
  const one = (value: number) => i18n.number(value, { maximumFractionDigits: 1 })
  return (
    <>
      {rate !== null && ratio !== null && pauses !== null && (
        <p className="meta">
          <Trans>
            말할 때 1초에 {one(rate)}음절 · 시간의 {percent(ratio)}%를 말했어요 · 말하는 1분마다 {one(pauses)}번 쉬었어요
          </Trans>
        </p>
      )}
      {known !== null && claimed !== null && (
        <p className="meta">
          <Trans>
            실제 낱말의 {percent(known)}%를 안다고 했고, 없는 낱말의 {percent(claimed)}%도 안다고 했어요.
          </Trans>
        </p>
      )}
      {gaps !== null && (
        <p className="meta">
          <Trans>빈칸의 {percent(gaps)}%를 맞혔어요.</Trans>
        </p>
      )}
    </>
  )
}

function Items({ result, evidence }: Pick<EvidenceProps, 'result' | 'evidence'>) {
  const items = evidence.filter((one) => one.kind === 'item')
  if (items.length === 0) return null
  const promptOf = (questionId: string) => result.questions.find((question) => question.questionId === questionId)?.prompt ?? ''
  const missed = items.filter(({ right }) => !right)
  const isWords = result.questions.find(({ questionId }) => questionId === items[0]?.questionId)?.kind === 'vocabulary'
  return (
    <div className="stack s2">
      <p>
        <Plural value={missed.length} _0="놓친 문제가 없어요." other="놓친 문제 #개" />
      </p>
      {missed.length > 0 && (
        <ul className={isWords ? 'row wrap' : 'stack s1'}>
          {missed.map(({ questionId, level }) => (
            <li key={questionId}>
              <span lang={result.languageCode} className="study">
                <Prompt>{promptOf(questionId)}</Prompt>
              </span>{' '}
              <span className="meta">{level}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** What a score rests on: my own words and pauses, to be played from that second; measures; items that were missed. */
export function EvidenceList({ result, evidence, player, playing }: EvidenceProps) {
  const pauses = evidence.filter((one): one is Span => one.kind === 'pause')
  const longest = pauses.toSorted((a, b) => b.endMs - b.startMs - (a.endMs - a.startMs)).slice(0, MOST_MOMENTS - 1)
  const run = evidence.filter((one): one is Span => one.kind === 'run').toSorted((a, b) => b.endMs - b.startMs - (a.endMs - a.startMs))[0]
  const quotes = evidence.filter((one) => one.kind === 'quote')
  return (
    <>
      {quotes.map(({ quote, questionId, startMs }) => {
        const remark = [...result.remarks.strengths, ...result.remarks.weaknesses].find((one) => one.quote === quote && one.questionId === questionId)
        return (
          <Quote
            key={`${questionId} ${quote}`}
            lang={result.languageCode}
            source={
              <>
                <Where questionId={questionId} startMs={startMs} />
                {remark && <> · {remark.text}</>}
              </>
            }
            {...(startMs === null ? {} : { onPlay: () => void player.toggle(`quote ${quote}`, questionId, startMs, null) })}
            playing={playing === `quote ${quote}`}
          >
            {quote}
          </Quote>
        )
      })}
      {[...longest, ...(run ? [run] : [])].map((span) => (
        <Moment key={`${span.kind} ${span.questionId} ${span.startMs}`} span={span} result={result} player={player} playing={playing} />
      ))}
      <Items result={result} evidence={evidence} />
      <Measures evidence={evidence} />
    </>
  )
}
