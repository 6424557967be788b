import { Trans } from '@lingui/react/macro'
import type { DeviceState } from '#call/engine/media'

/** Which browser this is, as far as the way to its permissions differs. */
function browser(): 'firefox' | 'safari' | 'chromium' {
  const agent = navigator.userAgent
  if (/Firefox|FxiOS/.test(agent)) return 'firefox'
  return /Chrome|Chromium|CriOS|Edg/.test(agent) ? 'chromium' : 'safari'
}

function Steps() {
  switch (browser()) {
    case 'firefox':
      return <Trans>주소창 왼쪽의 자물쇠나 마이크 표시를 누르고, 막아 둔 것을 지운 뒤 다시 켜 주세요.</Trans>
    case 'safari':
      return <Trans>주소창의 ‘가가’나 메뉴에서 웹사이트 설정을 열고, 마이크와 카메라를 허용으로 바꿔 주세요.</Trans>
    case 'chromium':
      return <Trans>주소창 왼쪽의 설정 표시를 누르고, 마이크와 카메라를 켠 뒤 다시 눌러 주세요.</Trans>
  }
}

/** What keeps a device from working, and the way on. Nothing where it works or was not asked for. */
export function DeviceHelp({ state, what }: { state: DeviceState; what: 'mic' | 'camera' }) {
  const isMic = what === 'mic'
  if (state === 'off' || state === 'on') return null
  return (
    <p className="note" role="status">
      <span>
        {state === 'asking' &&
          (isMic ? <Trans>브라우저가 마이크를 써도 되는지 물어보고 있어요.</Trans> : <Trans>브라우저가 카메라를 써도 되는지 물어보고 있어요.</Trans>)}
        {state === 'denied' && (
          <>
            {isMic ? <Trans>브라우저가 마이크를 막았어요.</Trans> : <Trans>브라우저가 카메라를 막았어요.</Trans>} <Steps />
          </>
        )}
        {state === 'missing' &&
          (isMic ? (
            <Trans>마이크를 찾지 못했어요. 없어도 들어가서 들을 수 있어요.</Trans>
          ) : (
            <Trans>카메라를 찾지 못했어요. 없어도 목소리로 이야기할 수 있어요.</Trans>
          ))}
        {state === 'taken' &&
          (isMic ? (
            <Trans>다른 프로그램이 마이크를 쓰고 있어요. 그쪽을 닫고 다시 켜 주세요.</Trans>
          ) : (
            <Trans>다른 프로그램이 카메라를 쓰고 있어요. 그쪽을 닫고 다시 켜 주세요.</Trans>
          ))}
        {state === 'insecure' && <Trans>이 주소는 https가 아니라서 브라우저가 마이크와 카메라를 주지 않아요. 들을 수만 있어요.</Trans>}
      </span>
    </p>
  )
}
