import { Trans } from '@lingui/react/macro'
import { CloudOff } from 'lucide-react'

/** Beside a form whose sending waits for the network: it goes by itself when the network is back. */
export function PausedNote({ of }: { of: { readonly isPaused: boolean } }) {
  if (!of.isPaused) return null
  return (
    <p className="note" role="status">
      <CloudOff className="s" />
      <span>
        <Trans>지금은 오프라인이에요. 적은 것은 그대로 있고, 다시 이어지면 저절로 보내요.</Trans>
      </span>
    </p>
  )
}
