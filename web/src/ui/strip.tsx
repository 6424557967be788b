import { Trans } from '@lingui/react/macro'
import { CloudOff } from 'lucide-react'

/** 32 px in reserved space: offline, what is written is safe. Pages do not move when it comes or goes. */
export function OfflineStrip({ offline }: { offline: boolean }) {
  return (
    <div className="strip-space" role="status">
      {offline && (
        <div className="strip">
          <CloudOff className="s" />
          <Trans>쓴 글은 여기 담아 뒀어요. 다시 이어지면 보낼게요.</Trans>
        </div>
      )}
    </div>
  )
}
