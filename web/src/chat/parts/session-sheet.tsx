import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SessionType } from '@studymate/contract/session-parts'
import type { SessionId, UserId } from '@studymate/contract/values'
import { FormError } from '#app/form-error.tsx'
import { useOnline } from '#app/online'
import { useSentence } from '#app/sentence'
import { openProposal } from '#chat/proposals'
import { Button } from '#ui/button.tsx'
import { Chip, Choices } from '#ui/choice.tsx'
import { TextField } from '#ui/field.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { toast } from '#ui/toast.tsx'

/** Proposes a call of now: it is opened, and its card goes into the chat. */
export function SessionSheet({ partnerId, onClose, onSend }: { partnerId: UserId; onClose: () => void; onSend: (sessionId: SessionId) => void }) {
  const { t } = useLingui()
  const sentence = useSentence()
  const online = useOnline()
  const [type, setType] = useState<SessionType>('video')
  const [topic, setTopic] = useState('')
  const open = useMutation({
    mutationFn: () => openProposal(partnerId, type, topic.trim()),
    onSuccess: (session) => {
      // Two have one open call: it is the one to meet in.
      if (session.type !== type || (topic.trim() !== '' && session.topic !== topic.trim())) toast(t`이미 열어 둔 통화가 있어서 그 통화를 보냈어요.`)
      onSend(session.sessionId)
    },
  })
  return (
    <Sheet open onClose={onClose} title={<Trans>통화 제안하기</Trans>}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (!open.isPending) open.mutate()
        }}
      >
        <Choices legend={t`어떻게 이야기할까요?`}>
          <Chip kind="one" name="type" checked={type === 'video'} onChange={() => setType('video')}>
            <Trans>영상</Trans>
          </Chip>
          <Chip kind="one" name="type" checked={type === 'audio'} onChange={() => setType('audio')}>
            <Trans>음성</Trans>
          </Chip>
        </Choices>
        <TextField
          label={t`이야깃거리 (안 적어도 돼요)`}
          help={t`30분짜리 통화가 바로 열려요. 30분 안에 아무도 들어오지 않으면 저절로 닫혀요.`}
          value={topic}
          maxLength={100}
          onChange={(event) => setTopic(event.target.value)}
        />
        {open.isError && <FormError>{sentence(open.error)}</FormError>}
        <Button kind="go" wide type="submit" busy={open.isPending} blocked={online ? null : t`다시 이어지면 보낼 수 있어요`}>
          <Trans>제안 보내기</Trans>
        </Button>
      </form>
    </Sheet>
  )
}
