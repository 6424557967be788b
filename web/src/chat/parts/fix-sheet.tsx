import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { CorrectionContent, Message } from '@studymate/contract/message'
import { Changed } from '#chat/parts/message-body.tsx'
import { Correction } from '#ui/bubble.tsx'
import { Button } from '#ui/button.tsx'
import { TextArea, TextField } from '#ui/field.tsx'
import type { Side } from '#ui/language.tsx'
import { Sheet, startsHere } from '#ui/sheet.tsx'

interface FixProps {
  message: Message & { type: 'text' }
  name: string
  side: Side | null
  lang: string | null
  onClose: () => void
  onSend: (content: CorrectionContent) => void
}

/** Says a partner's sentence better: the sentence to change, what they will see, and why in one line. */
export function FixSheet({ message, name, side, lang, onClose, onSend }: FixProps) {
  const { t } = useLingui()
  const before = message.content ?? ''
  const [corrected, setCorrected] = useState(before)
  const [why, setWhy] = useState('')
  const isSame = corrected.trim() === before.trim() || corrected.trim() === ''
  return (
    <Sheet open onClose={onClose} title={<Trans>{name} 님의 문장 고치기</Trans>}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (isSame) return
          onSend({ messageId: message.messageId, corrected: corrected.trim(), ...(why.trim() === '' ? {} : { why: why.trim() }) })
        }}
      >
        <TextArea
          ref={startsHere}
          label={t`이렇게 고쳐요`}
          lang={lang ?? undefined}
          value={corrected}
          maxLength={4000}
          onChange={(event) => setCorrected(event.target.value)}
        />
        <Correction side={side} lang={lang} by={t`${name} 님에게 이렇게 보여요`}>
          <Changed before={before} after={corrected} />
        </Correction>
        <TextField label={t`한 줄 이유 (안 적어도 돼요)`} value={why} maxLength={300} onChange={(event) => setWhy(event.target.value)} />
        <Button kind="go" wide type="submit" blocked={isSame ? t`아직 바꾼 곳이 없어요` : null}>
          <Trans>고쳐서 보내기</Trans>
        </Button>
      </form>
    </Sheet>
  )
}
