import { Trans, useLingui } from '@lingui/react/macro'
import { X } from 'lucide-react'
import { says } from '@studymate/domain/chat/says'
import { usePreview } from '#chat/preview-words'
import type { Mode } from '#chat/writing'
import { IconButton } from '#ui/button.tsx'

/** One line above the composer that says so, with a way out. */
export function ComposerHead({ mode, me, name, onCancel }: { mode: Mode; me: string; name: string; onCancel: () => void }) {
  const { t } = useLingui()
  const preview = usePreview()
  return (
    <div className="about">
      <p className="grow">
        <b>
          {mode.kind === 'edit' ? (
            <Trans>이 글을 바꿔요</Trans>
          ) : mode.message.senderId === me ? (
            <Trans>내 말에 덧붙여요</Trans>
          ) : (
            <Trans>{name} 님에게 답장</Trans>
          )}
        </b>
        <span className="two">{preview(mode.message.type, says(mode.message))}</span>
      </p>
      <IconButton label={t`그만두기`} onClick={onCancel}>
        <X />
      </IconButton>
    </div>
  )
}
