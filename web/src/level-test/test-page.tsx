import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Navigate, useNavigate, useParams } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { cancelLevelTest } from '@studymate/contract/level-test'
import type { LevelTest } from '@studymate/contract/level-test-parts'
import { TestId } from '@studymate/contract/values'
import { api } from '#app/api'
import { useOnline } from '#app/online'
import { useTitle } from '#app/title'
import { Closed } from '#level-test/parts/closed.tsx'
import { Finishing } from '#level-test/finishing.tsx'
import { MicCheck } from '#level-test/parts/mic-check.tsx'
import { Prompt } from '#level-test/parts/prompt.tsx'
import { Speaking } from '#level-test/parts/speaking.tsx'
import type { Spoken } from '#level-test/parts/speaking.tsx'
import { testQuery } from '#level-test/queries'
import { useLevelTest } from '#level-test/state'
import { Takes } from '#level-test/takes'
import type { KeptTake } from '#level-test/takes'
import { Button, IconButton } from '#ui/button.tsx'
import { ErrorState } from '#ui/error-state.tsx'
import { Faces } from '#ui/faces.tsx'
import { problemOf } from '#ui/problem'
import { Sheet } from '#ui/sheet.tsx'
import { TextSkeleton } from '#ui/skeleton.tsx'
import { OfflineStrip } from '#ui/strip.tsx'

const PARTS = 8

function Progress({ at, of }: { at: number; of: number }) {
  const { t } = useLingui()
  const done = Math.floor((at / of) * PARTS)
  const shown = Math.min(at + 1, of)
  const minutes = Math.max(1, Math.round(((of - at) / of) * 10))
  return (
    <>
      <div className="steps" role="img" aria-label={t`${of}문제 중 ${shown}번째`}>
        {Array.from({ length: PARTS }, (_, part) => (
          <i key={part} className={part < done ? 'done' : part === done ? 'now' : undefined} />
        ))}
      </div>
      <span className="meta num">
        <Trans>
          {shown}/{of} · 약 {minutes}분
        </Trans>
      </span>
    </>
  )
}

/** The way out: stop for now, or give the test up. */
function Leave({ testId, open, onClose }: { testId: string; open: boolean; onClose: () => void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const client = useQueryClient()
  const go = async () => {
    await client.invalidateQueries({ queryKey: ['level-test', 'history'] })
    await navigate({ to: '/level-test' })
  }
  const cancel = useMutation({
    mutationFn: async () => {
      await api.call(cancelLevelTest, { testId: TestId.parse(testId) })
      const takes = new Takes(testId)
      await takes.open()
      takes.close()
      await takes.forget()
    },
    onSuccess: () => {
      useLevelTest.setState({ currentQuestionIndex: 0, testStatus: 'idle' })
      return go()
    },
  })
  return (
    <Sheet open={open} onClose={onClose} title={t`잠깐 멈출까요?`} form="dialog">
      <p className="two">
        <Trans>답은 모두 남아 있고, 14일 안에 이어서 할 수 있어요. 그만두면 녹음과 답을 지워요.</Trans>
      </p>
      {cancel.error !== null && <ErrorState title={t`그만두지 못했어요`} problem={problemOf(cancel.error)} />}
      <div className="row wrap justify-between">
        <Button kind="quiet" busy={cancel.isPending} onClick={() => cancel.mutate()}>
          <Trans>시험 그만두기</Trans>
        </Button>
        <Button kind="go" onClick={() => void go()}>
          <Trans>멈추고 나가기</Trans>
        </Button>
      </div>
    </Sheet>
  )
}

function Running({ test, drafts, takes }: { test: LevelTest; drafts: readonly KeptTake[]; takes: Takes }) {
  const navigate = useNavigate()
  const client = useQueryClient()
  const stages = useSyncExternalStore(takes.subscribe, takes.snapshot)
  const { questions, testId, languageCode } = test
  const given = useMemo(
    () => new Set([...test.answers.map(({ questionId }) => questionId), ...drafts.filter(({ isReady }) => isReady).map(({ questionId }) => questionId)]),
    [test, drafts],
  )
  const firstOpen = questions.findIndex(({ questionId }) => !given.has(questionId))
  const [at, setAt] = useState(firstOpen < 0 ? questions.length : firstOpen)
  const question = questions[at]
  const [isChecked, setChecked] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const isAsked = question?.kind !== 'speaking' || isChecked

  useEffect(() => {
    useLevelTest.setState({ currentQuestionIndex: at, testStatus: question ? 'in-progress' : 'processing' })
    window.scrollTo(0, 0)
    // The button that led here is gone: the next question takes the focus, and is read.
    heading.current?.focus({ preventScroll: true })
  }, [at, question])

  const next = useCallback(() => setAt((now) => now + 1), [])
  const choose = useCallback(
    (text: string) => {
      if (!question) return
      void takes.keep({ questionId: question.questionId, answer: { kind: 'text', text }, takes: 1, isReady: true })
      next()
    },
    [question, takes, next],
  )
  const keepDraft = useCallback(
    (spoken: Spoken) => {
      if (question) void takes.keep({ questionId: question.questionId, ...spoken, isReady: false })
    },
    [question, takes],
  )
  const answered = new Set([...given, ...[...stages].filter(([, { stage }]) => stage !== 'draft').map(([questionId]) => questionId)])

  if (!question)
    return (
      <Finishing
        testId={testId}
        stages={stages}
        answeredCount={answered.size}
        questionCount={questions.length}
        onAgain={(questionId) => takes.again(questionId)}
        onBackTo={(questionId) =>
          setAt(
            Math.max(
              0,
              questions.findIndex((one) => one.questionId === questionId),
            ),
          )
        }
        onDone={() => {
          useLevelTest.setState({ testStatus: 'completed' })
          void client.invalidateQueries({ queryKey: ['level-test', 'history'] })
          void navigate({ to: '/level-test/$testId/result', params: { testId }, replace: true })
        }}
      />
    )
  if (!isAsked) return <MicCheck onDone={() => setChecked(true)} />
  return (
    <div className="stack s6">
      <div className="stack s3">
        <h1 className="q" lang={languageCode} ref={heading} tabIndex={-1}>
          <Prompt>{question.prompt}</Prompt>
        </h1>
        <p className="two">{question.instruction}</p>
      </div>
      {question.kind === 'speaking' ? (
        <Speaking
          key={question.questionId}
          question={question}
          lang={languageCode}
          draft={drafts.find(({ questionId, isReady }) => questionId === question.questionId && !isReady)}
          onDraft={keepDraft}
          onNext={(spoken) => {
            void takes.keep({ questionId: question.questionId, ...spoken, isReady: true })
            next()
          }}
          onSkip={next}
        />
      ) : (
        <Closed key={question.questionId} question={question} lang={languageCode} onChoose={choose} onSkip={next} />
      )}
    </div>
  )
}

/** Opens what this browser still holds of the test, then goes on where it stopped. */
function Opened({ test }: { test: LevelTest }) {
  const takes = useMemo(() => new Takes(test.testId), [test.testId])
  const [drafts, setDrafts] = useState<readonly KeptTake[] | null>(null)
  useEffect(() => {
    let isHere = true
    void takes.open().then((found) => {
      if (isHere) setDrafts(found)
    })
    return () => {
      isHere = false
      takes.close()
    }
  }, [takes])
  return drafts === null ? <TextSkeleton lines={3} /> : <Running test={test} drafts={drafts} takes={takes} />
}

/** `/level-test/$testId`: one question a page, without the menu. Leaving it in any way turns the microphone off. */
export function TestPage() {
  const { t } = useLingui()
  const { testId } = useParams({ from: '/level-test/$testId' })
  const test = useQuery(testQuery(testId))
  const online = useOnline()
  const at = useLevelTest((state) => state.currentQuestionIndex)
  const [leaving, setLeaving] = useState(false)
  useTitle(t`수준 시험`)
  const close = useCallback(() => setLeaving(false), [])
  return (
    <div className="step">
      <OfflineStrip offline={!online} />
      <header className="plain-top">
        <IconButton label={t`멈추기, 답은 남아요`} onClick={() => setLeaving(true)}>
          <X />
        </IconButton>
        {test.data && <Progress at={Math.min(at, test.data.questionCount)} of={test.data.questionCount} />}
      </header>
      <main className="narrow w" id="content">
        <Faces of={test} loading={<TextSkeleton lines={4} />} empty={null} title={t`시험을 불러오지 못했어요`}>
          {(data) =>
            data.status === 'completed' ? (
              <Navigate to="/level-test/$testId/result" params={{ testId }} replace />
            ) : data.status === 'cancelled' ? (
              <Navigate to="/level-test" replace />
            ) : (
              <Opened test={data} />
            )
          }
        </Faces>
      </main>
      <Leave testId={testId} open={leaving} onClose={close} />
    </div>
  )
}
