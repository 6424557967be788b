import { Trans, useLingui } from '@lingui/react/macro'
import { Mic } from 'lucide-react'
import { MicHelp } from '#recorder/mic-help.tsx'
import { QUIET_LEVEL } from '#recorder/recorder'
import { useRecorder } from '#recorder/use-recorder'
import { Button } from '#ui/button.tsx'
import { Meter } from '#ui/recorder.tsx'

/** Before the first question: is the microphone on, and does it hear? */
export function MicCheck({ onDone }: { onDone: () => void }) {
  const { t } = useLingui()
  const { recorder, sound } = useRecorder()
  return (
    <div className="stack s5">
      <div className="stack s3">
        <h1 className="h1">{t`먼저 목소리가 들리는지 볼게요.`}</h1>
        <p className="two">
          <Trans>조용한 곳에서, 마이크를 켜고 한마디 해 보세요. 여기서 하는 말은 저장하지 않아요.</Trans>
        </p>
      </div>
      <div className="rec">
        <span role="status">
          {sound.state === 'listening' ? (
            (sound.level ?? 0) > QUIET_LEVEL ? (
              <Trans>잘 들려요.</Trans>
            ) : (
              <Trans>아무 말이나 해 보세요.</Trans>
            )
          ) : (
            <Trans>마이크가 꺼져 있어요.</Trans>
          )}
        </span>
        <div className="w-full max-w-80">
          <Meter level={sound.level} />
        </div>
        {sound.state !== 'listening' && (
          <Button busy={sound.state === 'asking'} icon={<Mic className="s" />} onClick={() => void recorder.listen()}>
            <Trans>마이크 켜기</Trans>
          </Button>
        )}
      </div>
      {sound.problem && <MicHelp problem={sound.problem} onRetry={() => void recorder.listen()} />}
      <div className="row wrap justify-between">
        <Button kind="quiet" onClick={onDone}>
          <Trans>마이크 없이 하기</Trans>
        </Button>
        <Button kind="go" onClick={onDone} blocked={sound.state === 'listening' ? null : t`마이크를 먼저 켜 주세요`}>
          <Trans>첫 문제로</Trans>
        </Button>
      </div>
    </div>
  )
}
