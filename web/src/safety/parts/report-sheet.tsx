import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReportReason } from '@studymate/contract/safety'
import { FormError } from '#app/form-error.tsx'
import { useSentence } from '#app/sentence'
import { block, send } from '#safety/actions'
import type { PersonMenuProps } from '#safety/person-menu.tsx'
import { Button } from '#ui/button.tsx'
import { Check, RadioRows } from '#ui/choice.tsx'
import { TextArea } from '#ui/field.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { toast } from '#ui/toast.tsx'

/** What happened, in the person's words if they like, and a block with it unless they do not want one. */
export function ReportSheet({ open, onClose, of }: { open: boolean; onClose: () => void; of: PersonMenuProps }) {
  const { t } = useLingui()
  const { name } = of
  const sentence = useSentence()
  const [reason, setReason] = useState<ReportReason | null>(null)
  const [details, setDetails] = useState('')
  const [blocks, setBlocks] = useState(true)
  const [asks, setAsks] = useState(false)
  const reasons: { value: ReportReason; label: string }[] = [
    { value: 'HARASSMENT', label: t`괴롭히거나 겁을 줘요` },
    { value: 'SEXUAL', label: t`성적인 말이나 사진이에요` },
    { value: 'HATE', label: t`누군가를 깎아내려요` },
    { value: 'SCAM', label: t`돈이나 다른 곳으로 꾀어요` },
    { value: 'SPAM', label: t`광고예요` },
    { value: 'IMPERSONATION', label: t`다른 사람인 척해요` },
    { value: 'UNDERAGE', label: t`나이를 속인 것 같아요` },
    { value: 'OTHER', label: t`다른 이유예요` },
  ]
  const submit = useMutation({
    mutationFn: async (chosen: ReportReason) => {
      await send(of, chosen, details)
      if (blocks) await block(of.userId)
    },
    onSuccess: () => {
      onClose()
      toast(blocks ? t`신고를 받았어요. ${name} 님을 차단했어요.` : t`신고를 받았어요.`)
      setReason(null)
      setDetails('')
      if (blocks) of.onBlocked?.()
    },
  })
  return (
    <Sheet open={open} onClose={onClose} title={<Trans>무슨 일이 있었나요?</Trans>}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (reason === null) setAsks(true)
          else submit.mutate(reason)
        }}
      >
        <p className="two">
          <Trans>상대는 누가 신고했는지 알 수 없어요.</Trans>{' '}
          <a className="link" href="/safety" target="_blank" rel="noreferrer">
            <Trans>안전 안내</Trans>
          </a>
        </p>
        <RadioRows legend={t`이유`} name="reason" value={reason} onChange={setReason} options={reasons} />
        {asks && reason === null && (
          <FormError>
            <Trans>이유를 하나 골라 주세요.</Trans>
          </FormError>
        )}
        <TextArea label={t`더 알려 줄 것 (안 적어도 돼요)`} value={details} maxLength={1000} onChange={(event) => setDetails(event.target.value)} />
        <Check checked={blocks} onChange={(event) => setBlocks(event.target.checked)}>
          <Trans>차단도 함께 하기</Trans>
        </Check>
        {submit.error && <FormError>{sentence(submit.error)}</FormError>}
        <Button kind="go" wide type="submit" busy={submit.isPending}>
          <Trans>신고 보내기</Trans>
        </Button>
      </form>
    </Sheet>
  )
}
