import { useLingui } from '@lingui/react/macro'
import { ErrorState } from '#ui/error-state.tsx'
import { problemOf } from '#ui/problem'
import { Sheet } from '#ui/sheet.tsx'

/** Why no call could be opened, and another try. */
export function CallFailed({ error, retrying, onRetry, onClose }: { error: unknown; retrying: boolean; onRetry: () => void; onClose: () => void }) {
  const { t } = useLingui()
  return (
    <Sheet open onClose={onClose} title={t`전화를 걸지 못했어요`} form="dialog">
      <ErrorState problem={problemOf(error)} onRetry={onRetry} retrying={retrying} />
    </Sheet>
  )
}
