import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { TestResult } from '@studymate/contract/level-test-parts'
import { Page } from '#app/page.tsx'
import { EvidenceList } from '#level-test/parts/evidence.tsx'
import { PastTests } from '#level-test/parts/past-tests.tsx'
import { EngineName } from '#level-test/parts/scored.tsx'
import { usePlayer } from '#level-test/player'
import { historyQuery, resultQuery } from '#level-test/queries'
import { AGAIN, CAN_DO, CRITERIA, FACETS, REASONS, UNSERVED } from '#level-test/words'
import { buttonClass } from '#ui/button.tsx'
import { Faces } from '#ui/faces.tsx'
import { languageName } from '#ui/language.tsx'
import { CefrPatch, ScoreRow } from '#ui/score-row.tsx'
import { TextSkeleton } from '#ui/skeleton.tsx'

function Level({ result }: { result: TestResult }) {
  const { t, i18n } = useLingui()
  const day = new Intl.DateTimeFormat(i18n.locale, { month: 'long', day: 'numeric', weekday: 'long' }).format(new Date(result.completedAt))
  const voices = result.answers.filter(({ kind }) => kind === 'recording').length
  const language = languageName(result.languageCode, i18n.locale)
  const { overallLevel, range } = result
  return (
    <section className="cefr">
      <CefrPatch level={overallLevel} />
      <div className="stack s1">
        <p className="h2 font-semibold">{overallLevel === null ? t`아직 수준을 말할 만큼 들은 것이 없어요.` : i18n._(CAN_DO[overallLevel])}</p>
        <p className="meta">
          <Trans>
            {language} · {day} · 답 {result.answers.length}개, 그중 목소리 {voices}개 · 나만 봐요
          </Trans>
        </p>
        {range && (
          <p className="meta">
            <Trans>
              어림값이에요: {range.from}에서 {range.to} 사이일 수 있어요.
            </Trans>{' '}
            {result.orAbove && <Trans>말한 내용을 읽은 엔진이 없어서 B2까지만 말할 수 있어요.</Trans>}
          </p>
        )}
      </div>
    </section>
  )
}

function Scores({ result }: { result: TestResult }) {
  const { t, i18n } = useLingui()
  const { player, playing, failed } = usePlayer(result.testId)
  const until = result.audioUntil && new Intl.DateTimeFormat(i18n.locale, { month: 'long', day: 'numeric' }).format(new Date(result.audioUntil))
  return (
    <section>
      <div className="sect pb-2">
        <h2 className="h2">
          <Trans>어디서 나온 점수인지</Trans>
        </h2>
        <span className="meta">
          <Trans>100점 기준, 어림값</Trans>
        </span>
      </div>
      {failed && (
        <p className="note" role="alert">
          <Trans>녹음을 불러오지 못했어요. 지웠거나 연결이 끊겼어요.</Trans>
        </p>
      )}
      {CRITERIA.map(({ criterion, name }, at) => {
        const detail = result.details[criterion]
        return (
          <ScoreRow
            key={criterion}
            label={<span className="font-semibold">{i18n._(name)}</span>}
            score={detail.score === null ? null : Math.round(detail.score)}
            open={at === 0}
          >
            {detail.reason && <p>{i18n._(REASONS[detail.reason])}</p>}
            <EvidenceList result={result} evidence={detail.evidence} player={player} playing={playing} />
            {detail.engine !== null && detail.model !== null && (
              <p className="meta">
                <EngineName engine={detail.engine} model={detail.model} />
              </p>
            )}
          </ScoreRow>
        )
      })}
      <div className="stack s1 pt-4">
        {result.engines.map(({ capability, engine, model, reason }) => (
          <p key={capability} className="meta">
            {capability === 'transcribe' ? t`받아쓰기` : t`평가`}:{' '}
            {engine !== null && model !== null ? <EngineName engine={engine} model={model} /> : reason && i18n._(UNSERVED[reason])}
          </p>
        ))}
        {until && (
          <p className="meta">
            <Trans>녹음은 {until}까지 들을 수 있어요.</Trans>
          </p>
        )}
      </div>
    </section>
  )
}

function NextStep({ result }: { result: TestResult }) {
  const { i18n } = useLingui()
  const { nextStep } = result.summary
  const said = result.recommendations[0]
  const isEngines = result.engines.some(({ capability, engine }) => capability === 'evaluate' && engine !== null)
  const own = nextStep === null ? null : nextStep.kind === 'again' ? AGAIN[nextStep.reason] : (FACETS[nextStep.facet]?.step ?? null)
  const step = isEngines && said ? said : own && i18n._(own)
  if (!step) return null
  return (
    <section className="card sewn stack">
      <h2 className="h3">
        <Trans>다음 한 걸음</Trans>
      </h2>
      <p className="study">{step}</p>
      {nextStep?.kind === 'again' ? (
        <Link className={buttonClass({ kind: 'go' })} to="/level-test">
          <Trans>다시 재 보기</Trans>
        </Link>
      ) : (
        <Link className={buttonClass({ kind: 'go' })} to="/chat">
          <Trans>짝과 연습하기</Trans>
        </Link>
      )}
    </section>
  )
}

function Strengths({ result }: { result: TestResult }) {
  const { i18n } = useLingui()
  const { remarks, summary, languageCode } = result
  // The best of what is weak is no strength.
  const own = summary.strengths
    .filter(({ level }) => level !== 'A1' && level !== 'A2')
    .flatMap(({ facet }) => {
      const praise = FACETS[facet]?.praise
      return praise ? [{ text: i18n._(praise), quote: null }] : []
    })
  const list = (remarks.strengths.length > 0 ? remarks.strengths : own).slice(0, 2)
  if (list.length === 0) return null
  return (
    <section className="stack s3">
      <h2 className="h3">
        <Trans>잘한 점</Trans>
      </h2>
      <ul className="stack s3">
        {list.map(({ text, quote }) => (
          <li key={text}>
            {text}{' '}
            {quote !== null && (
              <q lang={languageCode} className="two">
                {quote}
              </q>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** `/level-test/$testId/result`: the level as a sentence, each score with what it rests on, one next step. */
export function ResultPage() {
  const { t } = useLingui()
  const { testId } = useParams({ strict: false })
  const navigate = useNavigate()
  const result = useQuery(resultQuery(testId ?? ''))
  const history = useQuery(historyQuery())
  const level = result.data?.overallLevel
  const orAbove = result.data?.orAbove
  const title = !result.data ? t`시험 결과` : level ? (orAbove ? t`지금은 ${level} 이상으로 보여요.` : t`지금은 ${level}쯤이에요.`) : t`아직 수준을 모르겠어요.`
  return (
    <Page
      title={title}
      onBack={() => void navigate({ to: '/level-test' })}
      aside={
        result.data && (
          <>
            <NextStep result={result.data} />
            <Strengths result={result.data} />
            <PastTests past={history.data?.data ?? []} except={result.data.testId} />
          </>
        )
      }
    >
      <Faces of={result} loading={<TextSkeleton lines={8} />} empty={null} title={t`결과를 불러오지 못했어요`}>
        {(data) => (
          <>
            <Level result={data} />
            <Scores result={data} />
          </>
        )}
      </Faces>
    </Page>
  )
}
