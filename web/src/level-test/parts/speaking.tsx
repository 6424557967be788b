import { Trans, useLingui } from '@lingui/react/macro'
import { Keyboard, Mic, Pause, Play, RotateCcw } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { TestQuestion } from '@studymate/contract/level-test-parts'
import { MOST_TYPED } from '@studymate/contract/level-test-parts'
import type { KeptTake } from '#level-test/takes'
import { MicHelp } from '#recorder/mic-help.tsx'
import { useRecorder } from '#recorder/use-recorder'
import { Button } from '#ui/button.tsx'
import { TextArea } from '#ui/field.tsx'
import { Recorder } from '#ui/recorder.tsx'

const MOST_TAKES = 3

/** What a speaking question gives: a take with how many there were, or typed text. */
export type Spoken = Pick<KeptTake, 'answer' | 'takes'>

interface SpeakingProps {
  question: TestQuestion
  /** Language of the test, for the text field. */
  lang: string
  /** What an earlier visit left unsent. */
  draft: KeptTake | undefined
  onDraft: (spoken: Spoken) => void
  onNext: (spoken: Spoken) => void
  onSkip: () => void
}

function usePlayback(wav: Blob | null): { playing: boolean; toggle: () => void } {
  const [playing, setPlaying] = useState(false)
  const audio = useRef<HTMLAudioElement | null>(null)
  useEffect(() => {
    if (!wav) return
    const url = URL.createObjectURL(wav)
    const element = new Audio(url)
    element.addEventListener('ended', () => setPlaying(false))
    audio.current = element
    return () => {
      element.pause()
      audio.current = null
      setPlaying(false)
      URL.revokeObjectURL(url)
    }
  }, [wav])
  const toggle = () => {
    const element = audio.current
    if (!element) return
    if (playing) {
      element.pause()
      element.currentTime = 0
    } else void element.play()
    setPlaying(!playing)
  }
  return { playing, toggle }
}

/** Seconds left to think; stops when the recording begins. */
function useThinking(seconds: number, isThinking: boolean): number {
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    if (!isThinking) return
    const timer = setInterval(() => setLeft((now) => Math.max(0, now - 1)), 1000)
    return () => clearInterval(timer)
  }, [isThinking])
  return left
}

/** One thing to talk about: think, record, listen, say it again twice, go on; or type. */
export function Speaking({ question, lang, draft, onDraft, onNext, onSkip }: SpeakingProps) {
  const { t } = useLingui()
  const { recorder, sound } = useRecorder()
  const [takes, setTakes] = useState(draft?.takes ?? 0)
  const [typing, setTyping] = useState(draft?.answer.kind === 'text')
  const [text, setText] = useState(draft?.answer.kind === 'text' ? draft.answer.text : '')
  const left = useThinking(question.thinkSeconds, sound.state === 'idle' && !typing)
  const { playing, toggle } = usePlayback(sound.take?.wav ?? null)
  const kept = useRef(draft?.answer.kind === 'audio' ? draft.answer.wav : null)

  useEffect(() => {
    if (draft?.answer.kind === 'audio') recorder.restore(draft.answer)
  }, [draft, recorder])
  // A take is kept as soon as it is there: a reload must not lose it.
  useEffect(() => {
    if (!sound.take || kept.current === sound.take.wav) return
    kept.current = sound.take.wav
    setTakes(takes + 1)
    onDraft({ answer: { kind: 'audio', ...sound.take }, takes: takes + 1 })
  }, [sound.take, takes, onDraft])

  if (typing)
    return (
      <form
        className="stack s3"
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim() !== '') onNext({ answer: { kind: 'text', text: text.trim() }, takes: 1 })
        }}
      >
        <TextArea
          label={t`글로 답하기`}
          lang={lang}
          rows={6}
          maxLength={MOST_TYPED}
          value={text}
          onChange={(event) => setText(event.target.value)}
          help={t`글로 답하면 유창성과 발음은 잴 수 없어요.`}
        />
        <div className="row wrap justify-between">
          <Button kind="quiet" icon={<Mic className="s" />} onClick={() => setTyping(false)}>
            <Trans>말로 답하기</Trans>
          </Button>
          <Button kind="go" type="submit" blocked={text.trim() === '' ? t`한 문장이라도 써 주세요` : null}>
            <Trans>다음</Trans>
          </Button>
        </div>
      </form>
    )

  const isRecording = sound.state === 'recording'
  const isStopped = sound.state === 'stopped' && sound.take !== null
  const status = isRecording
    ? t`녹음하고 있어요`
    : isStopped
      ? t`녹음했어요`
      : sound.state === 'asking'
        ? t`마이크를 켜고 있어요`
        : left > 0
          ? t`생각할 시간 ${left}초`
          : t`준비되면 눌러 주세요`
  const note = isRecording ? (
    sound.quiet ? (
      <Trans>목소리가 들리지 않아요. 마이크를 확인해 주세요.</Trans>
    ) : (
      <Trans>멈추면 들어 보고, 두 번까지 다시 말할 수 있어요.</Trans>
    )
  ) : isStopped ? undefined : (
    <Trans>생각이 끝나면 바로 눌러도 돼요.</Trans>
  )
  const start = () => void recorder.start(question.maxSeconds)
  return (
    <div className="stack s4">
      <Recorder
        state={isRecording ? 'recording' : isStopped ? 'stopped' : 'ready'}
        levels={sound.levels}
        seconds={sound.seconds}
        limitSeconds={question.maxSeconds}
        onStart={start}
        onStop={() => recorder.stop()}
        status={status}
        note={note}
        actions={
          <>
            <Button icon={playing ? <Pause className="s" /> : <Play className="s" />} onClick={toggle}>
              {playing ? <Trans>멈추기</Trans> : <Trans>들어 보기</Trans>}
            </Button>
            <Button icon={<RotateCcw className="s" />} onClick={start} blocked={takes >= MOST_TAKES ? t`두 번 다시 말했어요` : null}>
              <Trans>다시 말하기</Trans>
            </Button>
            <Button kind="go" onClick={() => sound.take && onNext({ answer: { kind: 'audio', ...sound.take }, takes })}>
              <Trans>다음</Trans>
            </Button>
          </>
        }
      />
      {sound.problem && <MicHelp problem={sound.problem} onRetry={start} />}
      {!isRecording && (
        <div className="row wrap justify-between">
          <Button
            kind="quiet"
            icon={<Keyboard className="s" />}
            onClick={() => {
              recorder.close()
              setTyping(true)
            }}
          >
            <Trans>글로 답하기</Trans>
          </Button>
          {!isStopped && (
            <Button kind="quiet" onClick={onSkip}>
              <Trans>넘어가기</Trans>
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
