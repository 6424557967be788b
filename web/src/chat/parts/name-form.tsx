import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Room } from '@studymate/contract/chat'
import { FormError } from '#app/form-error.tsx'
import { useSentence } from '#app/sentence'
import { wishRoom } from '#chat/queries'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/field.tsx'

/** What a group is called, for everybody in it. */
export function NameForm({ room, onDone }: { room: Room; onDone: () => void }) {
  const { t } = useLingui()
  const sentence = useSentence()
  const [title, setTitle] = useState(room.title ?? '')
  const [state, setState] = useState<{ busy: boolean; error: string | null }>({ busy: false, error: null })
  const submit = async () => {
    const next = title.trim()
    if (next === (room.title ?? '')) return onDone()
    setState({ busy: true, error: null })
    try {
      await wishRoom(room.roomId, { title: next === '' ? null : next })
      onDone()
    } catch (error) {
      setState({ busy: false, error: sentence(error) })
    }
  }
  return (
    <form
      className="stack s5"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextField
        label={t`방 이름`}
        help={t`이 방의 모두에게 보여요. 비워 두면 사람들 이름으로 불러요.`}
        value={title}
        maxLength={100}
        onChange={(event) => setTitle(event.target.value)}
      />
      {state.error !== null && <FormError>{state.error}</FormError>}
      <Button kind="go" wide type="submit" busy={state.busy}>
        <Trans>이름 바꾸기</Trans>
      </Button>
    </form>
  )
}
