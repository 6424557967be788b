import { Trans, useLingui } from '@lingui/react/macro'
import { RotateCcw, SendHorizontal } from 'lucide-react'
import { useCallback, useEffect, useRef } from 'react'
import { UPLOAD_LIMITS } from '@studymate/contract/uploads'
import { peaksOf } from '@studymate/domain/audio/peaks'
import { useVoice } from '#chat/use-voice'
import { BARS } from '#chat/uploads'
import { voicePlayer } from '#chat/voice-player'
import { MicHelp } from '#recorder/mic-help.tsx'
import type { Take } from '#recorder/recorder'
import { useRecorder } from '#recorder/use-recorder'
import { Button } from '#ui/button.tsx'
import { Recorder } from '#ui/recorder.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { Voice } from '#ui/voice.tsx'

const MOST_SECONDS = UPLOAD_LIMITS['chat-voice'].seconds

function Heard({ take, levels }: { take: Take; levels: readonly number[] }) {
  const { isBroken: _, ...voice } = useVoice('take', take.seconds, take.wav)
  return <Voice {...voice} peaks={peaksOf(Float32Array.from(levels), BARS)} bars={BARS} />
}

/** Records a voice note at once: one press stops it, then it can be heard, said again or sent. */
export function VoiceSheet({ onClose, onSend }: { onClose: () => void; onSend: (take: Take) => void }) {
  const { t } = useLingui()
  const { recorder, sound } = useRecorder()
  const box = useRef<HTMLDivElement>(null)
  const start = useCallback(() => {
    // What plays would be recorded.
    voicePlayer.stop()
    void recorder.start(MOST_SECONDS)
  }, [recorder])
  useEffect(start, [start])
  const isRecording = sound.state === 'recording'
  // The one next press is under the finger and under the keyboard.
  useEffect(() => {
    if (sound.state !== 'asking') box.current?.querySelector<HTMLElement>('.recbtn, .btn.go')?.focus()
  }, [sound.state])
  const { take } = sound
  return (
    // What was said is not thrown away by a press beside the sheet: the first one stops, the second closes.
    <Sheet open onClose={() => (isRecording ? recorder.stop() : onClose())} title={<Trans>음성 메시지</Trans>}>
      <div className="stack" ref={box}>
        {sound.problem ? (
          <MicHelp problem={sound.problem} onRetry={start} />
        ) : take ? (
          <div className="rec">
            <span role="status">
              <Trans>보내기 전에 들어 볼 수 있어요</Trans>
            </span>
            <Heard take={take} levels={sound.levels} />
          </div>
        ) : (
          <Recorder
            state={isRecording ? 'recording' : 'ready'}
            levels={sound.levels}
            seconds={sound.seconds}
            limitSeconds={MOST_SECONDS}
            onStart={start}
            onStop={() => recorder.stop()}
            status={isRecording ? t`녹음하고 있어요` : t`마이크를 켜고 있어요`}
            note={isRecording && sound.quiet ? t`소리가 작아요. 마이크를 확인해 주세요.` : undefined}
          />
        )}
        {take && (
          <>
            <Button kind="go" wide icon={<SendHorizontal />} onClick={() => onSend(take)}>
              <Trans>보내기</Trans>
            </Button>
            <Button wide icon={<RotateCcw />} onClick={start}>
              <Trans>다시 녹음</Trans>
            </Button>
          </>
        )}
      </div>
    </Sheet>
  )
}
