import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Button } from '#ui/button.tsx'
import { Meter, Recorder } from '#ui/recorder.tsx'
import { CefrPatch, Quote, ScoreRow } from '#ui/score-row.tsx'
import { Section } from '#kit/parts/section.tsx'

const WAVE = Array.from({ length: 30 }, (_, at) => Math.abs(Math.sin(at * 1.7) * Math.cos(at / 3)))

/** Recorder, meter, result. */
export function TestKit() {
  const { t } = useLingui()
  const [state, setState] = useState<'ready' | 'recording' | 'stopped'>('recording')
  const words = { ready: t`준비되면 눌러 주세요`, recording: t`녹음하고 있어요`, stopped: t`들어 보고, 다시 말할 수 있어요` }
  return (
    <Section title={t`수준 시험`}>
      <Recorder
        state={state}
        levels={state === 'ready' ? [] : WAVE}
        seconds={state === 'ready' ? 0 : 42}
        limitSeconds={90}
        status={words[state]}
        note={t`멈추면 들어 보고, 두 번까지 다시 말할 수 있어요.`}
        onStart={() => setState('recording')}
        onStop={() => setState('stopped')}
        actions={
          <>
            <Button kind="go">
              <Trans>다음</Trans>
            </Button>
            <Button onClick={() => setState('ready')}>
              <Trans>다시 말하기</Trans>
            </Button>
          </>
        }
      />
      <div className="stack">
        <Meter level={0.54} />
        <Meter level={null} />
        <div className="cefr">
          <CefrPatch level="B1" />
          <p>
            <Trans>지금은 B1쯤이에요. 익숙한 이야기라면 이유를 들어 말할 수 있어요.</Trans>
          </p>
        </div>
        <div>
          <ScoreRow label={t`유창성`} score={61} open>
            <Quote lang="en" source={t`질문 3 · 0:12 · 소리 신호로 쟀어요`}>
              I <mark>would have called</mark> you.
            </Quote>
          </ScoreRow>
          <ScoreRow label={t`문법`} score={52}>
            <Quote lang="en" source={t`질문 2 · 0:05`} playing={false} onPlay={() => undefined}>
              There <mark>was</mark> a problem.
            </Quote>
          </ScoreRow>
          <ScoreRow label={t`발음`} score={null}>
            <p className="two">
              <Trans>글로 답해서 발음은 잴 수 없었어요.</Trans>
            </p>
          </ScoreRow>
        </div>
      </div>
    </Section>
  )
}
