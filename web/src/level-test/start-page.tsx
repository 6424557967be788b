import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { startLevelTest } from '@studymate/contract/level-test'
import type { TestLanguage } from '@studymate/contract/level-test-parts'
import { api } from '#app/api'
import { Page } from '#app/page.tsx'
import { historyQuery, languagesQuery } from '#level-test/queries'
import { PastTests } from '#level-test/parts/past-tests.tsx'
import { Scored } from '#level-test/parts/scored.tsx'
import { useLevelTest } from '#level-test/state'
import { Button, buttonClass } from '#ui/button.tsx'
import { Chip, Choices } from '#ui/choice.tsx'
import { ErrorState } from '#ui/error-state.tsx'
import { Faces } from '#ui/faces.tsx'
import { problemOf } from '#ui/problem'
import { TextSkeleton } from '#ui/skeleton.tsx'

function Begin({ languages, isSecond }: { languages: readonly TestLanguage[]; isSecond: boolean }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [code, setCode] = useState(languages.find(({ available }) => available)?.languageCode ?? 'en')
  const chosen = languages.find(({ languageCode }) => languageCode === code)
  const start = useMutation({
    mutationFn: () => api.call(startLevelTest, { languageCode: code }),
    onSuccess: ({ testId }) => {
      useLevelTest.setState({ currentQuestionIndex: 0, testStatus: 'in-progress' })
      void client.invalidateQueries({ queryKey: ['level-test', 'history'] })
      return navigate({ to: '/level-test/$testId', params: { testId } })
    },
  })
  if (!chosen) return null
  const name = chosen.name
  const why = chosen.missing.includes('AI_TRANSCRIBE_MODEL') || chosen.missing.includes('AI_BASE_URL')
  return (
    <section className={isSecond ? 'card stack' : 'card sewn stack'}>
      <Choices legend={t`어떤 말을 재 볼까요?`}>
        {languages.map((language) => (
          <Chip key={language.languageCode} kind="one" name="language" checked={language.languageCode === code} onChange={() => setCode(language.languageCode)}>
            {language.name}
          </Chip>
        ))}
      </Choices>
      <ul className="stack s2">
        <li>
          {chosen.questionCount > 5 ? (
            <Trans>말하기 다섯 가지, 낱말 20개, 빈칸 15개. 모두 {chosen.minutes}분쯤 걸려요.</Trans>
          ) : (
            <Trans>말하기 다섯 가지. {chosen.minutes}분쯤 걸려요.</Trans>
          )}
        </li>
        <li>
          <Trans>말하기는 글로 답해도 되고, 모르는 문제는 넘어가도 돼요.</Trans>
        </li>
        <li>
          <Trans>멈췄다가 14일 안에 어느 기기에서든 이어서 할 수 있어요.</Trans>
        </li>
        <li>
          <Trans>결과는 나만 봐요. 녹음은 결과가 나오고 30일 뒤에 지워요.</Trans>
        </li>
      </ul>
      <Scored language={chosen} />
      {start.error !== null && <ErrorState title={t`시작하지 못했어요`} problem={problemOf(start.error)} />}
      <div>
        <Button
          kind={isSecond ? 'plain' : 'go'}
          busy={start.isPending}
          blocked={chosen.available ? null : why ? t`${name}는 받아쓰는 엔진이 있어야 해요` : t`아직 할 수 없어요`}
          onClick={() => start.mutate()}
        >
          {isSecond ? <Trans>새로 시작하기</Trans> : <Trans>시작하기</Trans>}
        </Button>
      </div>
    </section>
  )
}

/** `/level-test`: what the test is, what it will say and by whom, what was left open, what came out before. */
export function StartPage() {
  const { t } = useLingui()
  const languages = useQuery(languagesQuery())
  const history = useQuery(historyQuery())
  const running = history.data?.running ?? []
  const past = history.data?.data ?? []
  const first = running[0]
  return (
    <Page title={t`근거까지 보여 주는 수준 시험이에요.`} aside={<PastTests past={past} />}>
      {first && (
        <section className="card sewn stack">
          <h2 className="h3">
            <Trans>하던 시험이 있어요</Trans>
          </h2>
          <p className="two">
            <Trans>
              {first.questionCount}문제 중 {first.answeredCount}문제를 답했어요. 답은 모두 저장했어요.
            </Trans>
          </p>
          <div>
            <Link className={buttonClass({ kind: 'go' })} to="/level-test/$testId" params={{ testId: first.testId }}>
              <Trans>이어서 하기</Trans>
            </Link>
          </div>
        </section>
      )}
      <Faces of={languages} loading={<TextSkeleton lines={6} />} empty={null} title={t`시험을 불러오지 못했어요`}>
        {(list) => <Begin languages={list} isSecond={first !== undefined} />}
      </Faces>
    </Page>
  )
}
