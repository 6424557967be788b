import { Trans, useLingui } from '@lingui/react/macro'
import { MicOff, RefreshCw } from 'lucide-react'
import type { ReactNode } from 'react'
import type { MicProblem } from '#recorder/microphone'
import { Button } from '#ui/button.tsx'

function browserName(): 'safari' | 'firefox' | 'chrome' {
  const agent = navigator.userAgent
  if (agent.includes('Firefox/')) return 'firefox'
  return agent.includes('Safari/') && !agent.includes('Chrome/') && !agent.includes('CriOS/') ? 'safari' : 'chrome'
}

function Steps({ problem }: { problem: MicProblem }): ReactNode {
  if (problem === 'missing') return <Trans>마이크를 찾지 못했어요. 마이크를 연결하고 다시 해 주세요.</Trans>
  if (problem === 'busy') return <Trans>다른 프로그램이 마이크를 쓰고 있어요. 그 프로그램을 닫고 다시 해 주세요.</Trans>
  if (problem === 'insecure')
    return <Trans>이 주소는 https가 아니라서 브라우저가 마이크를 주지 않아요. https 주소나 이 컴퓨터의 localhost로 열어 주세요.</Trans>
  if (problem === 'unsupported') return <Trans>이 브라우저로는 녹음할 수 없어요. 브라우저를 새 판으로 바꾸거나 글로 답해 주세요.</Trans>
  if (browserName() === 'safari')
    return <Trans>브라우저가 마이크를 막았어요. 주소창의 ‘가가’나 메뉴에서 ‘이 웹 사이트 설정’을 열고 마이크를 ‘허용’으로 바꿔 주세요.</Trans>
  if (browserName() === 'firefox') return <Trans>브라우저가 마이크를 막았어요. 주소창 왼쪽의 마이크 표시를 눌러 ‘차단됨’을 지워 주세요.</Trans>
  return <Trans>브라우저가 마이크를 막았어요. 주소창 왼쪽 표시를 눌러 마이크를 켜 주세요.</Trans>
}

/** Why there is no microphone and the way out, for this browser. */
export function MicHelp({ problem, onRetry }: { problem: MicProblem; onRetry: () => void }) {
  const { t } = useLingui()
  return (
    <div className="note" role="alert">
      <MicOff className="s" />
      <span className="grow">
        <Steps problem={problem} />
      </span>
      <Button kind="quiet" small icon={<RefreshCw className="s" />} onClick={onRetry}>
        {t`다시 켜 보기`}
      </Button>
    </div>
  )
}
