import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { completeLevelTest } from '@studymate/contract/level-test'
import { TestId } from '@studymate/contract/values'
import { api } from '#app/api'
import type { Stage } from '#level-test/takes'
import { Button } from '#ui/button.tsx'
import { ErrorState } from '#ui/error-state.tsx'
import { problemOf } from '#ui/problem'

interface FinishingProps {
  testId: string
  stages: ReadonlyMap<string, Stage>
  answeredCount: number
  questionCount: number
  onAgain: (questionId: string) => void
  onBackTo: (questionId: string) => void
  onDone: () => void
}

/** After the last question: which answer is how far, then the scoring, then the result. */
export function Finishing({ testId, stages, answeredCount, questionCount, onAgain, onBackTo, onDone }: FinishingProps) {
  const { t } = useLingui()
  const all = [...stages]
  const refused = all.flatMap(([questionId, stage]) => (stage.stage === 'refused' ? [{ questionId, problem: stage.problem }] : []))
  const onTheWay = all.filter(([, { stage }]) => stage === 'waiting' || stage === 'sending').length
  const complete = useMutation({
    mutationFn: (withoutEngine: boolean) => api.call(completeLevelTest, { testId: TestId.parse(testId), withoutEngine }, { timeout: 180_000 }),
    onSuccess: onDone,
  })
  const { mutate, isIdle, isPending, error } = complete
  const isReady = onTheWay === 0 && refused.length === 0 && answeredCount > 0
  const asked = useRef(false)
  useEffect(() => {
    if (!isReady || !isIdle || asked.current) return
    asked.current = true
    mutate(false)
  }, [isReady, isIdle, mutate])
  const problem = error === null ? null : problemOf(error)
  return (
    <div className="stack s5">
      <div className="stack s3">
        <h1 className="h1">{answeredCount === 0 ? t`아직 답이 없어요.` : t`다 했어요. 이제 점수를 낼게요.`}</h1>
        <p className="two" role="status">
          {onTheWay > 0 ? (
            <Trans>답 {onTheWay}개를 보내고 있어요. 이 창을 닫아도 이 브라우저에 남아 있어요.</Trans>
          ) : isPending ? (
            <Trans>답을 읽고 있어요. 엔진이 있으면 길어도 1분쯤 걸려요.</Trans>
          ) : (
            <Trans>
              {questionCount}문제 중 {answeredCount}문제를 답했어요.
            </Trans>
          )}
        </p>
      </div>
      {refused.map(({ questionId, problem: why }) => (
        <ErrorState key={questionId} title={t`${questionId.slice(1)}번 답을 보내지 못했어요`} problem={why}>
          <span className="row wrap mt-2">
            <Button small onClick={() => onAgain(questionId)}>
              <Trans>다시 보내기</Trans>
            </Button>
            <Button small onClick={() => onBackTo(questionId)}>
              <Trans>다시 말하기</Trans>
            </Button>
          </span>
        </ErrorState>
      ))}
      {problem && (
        <ErrorState title={t`점수를 내지 못했어요`} problem={problem}>
          <span className="row wrap mt-2">
            <Button small kind="go" busy={isPending} onClick={() => mutate(false)}>
              <Trans>다시 해 보기</Trans>
            </Button>
            {problem.code === 'EVALUATION_FAILED' && (
              <Button small busy={isPending} onClick={() => mutate(true)}>
                <Trans>엔진 없이 점수 보기</Trans>
              </Button>
            )}
          </span>
        </ErrorState>
      )}
      {answeredCount === 0 && onTheWay === 0 && (
        <div>
          <Button kind="go" onClick={() => onBackTo('q1')}>
            <Trans>첫 문제로 가기</Trans>
          </Button>
        </div>
      )}
    </div>
  )
}
