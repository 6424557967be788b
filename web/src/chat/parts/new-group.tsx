import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { UsersRound } from 'lucide-react'
import { useState } from 'react'
import { GROUP_SIZE } from '@studymate/contract/chat'
import type { UserId } from '@studymate/contract/values'
import { FormError } from '#app/form-error.tsx'
import { useSentence } from '#app/sentence'
import { Button } from '#ui/button.tsx'
import { Faces } from '#ui/faces.tsx'
import { TextField } from '#ui/field.tsx'
import { RowSkeleton } from '#ui/skeleton.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { PeoplePicker } from '#chat/parts/people-picker.tsx'
import { makeGroup, partnersQuery } from '#chat/queries'

/** A button that opens the sheet in which a group is made. */
export function NewGroup() {
  const { t } = useLingui()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button small icon={<UsersRound />} onClick={() => setIsOpen(true)}>
        <Trans>여럿이 대화하기</Trans>
      </Button>
      <Sheet open={isOpen} onClose={() => setIsOpen(false)} title={t`여럿이 대화하기`}>
        <GroupForm />
      </Sheet>
    </>
  )
}

function GroupForm() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const sentence = useSentence()
  const partners = useQuery(partnersQuery())
  const [chosen, setChosen] = useState<readonly UserId[]>([])
  const [title, setTitle] = useState('')
  const [state, setState] = useState<{ busy: boolean; error: string | null }>({ busy: false, error: null })
  // A second press, or one after a lost answer, makes no second group of the same people and name.
  const [key, setKey] = useState(() => crypto.randomUUID())
  const renew = () => setKey(crypto.randomUUID())
  const choose = (people: readonly UserId[]) => {
    setChosen(people)
    renew()
  }
  const submit = async () => {
    setState({ busy: true, error: null })
    try {
      const roomId = await makeGroup([...chosen], title.trim(), key)
      await navigate({ to: '/chat/$roomId', params: { roomId } })
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
        help={t`비워 두면 사람들 이름으로 불러요.`}
        value={title}
        maxLength={100}
        onChange={(event) => {
          setTitle(event.target.value)
          renew()
        }}
      />
      <Faces of={partners} title={t`짝을 불러오지 못했어요`} loading={<RowSkeleton />} empty={<PeoplePicker partners={[]} chosen={[]} onChange={choose} />}>
        {(list) => <PeoplePicker partners={list} chosen={chosen} onChange={choose} />}
      </Faces>
      {state.error !== null && <FormError>{state.error}</FormError>}
      <Button
        kind="go"
        wide
        type="submit"
        busy={state.busy}
        blocked={chosen.length < 2 ? t`두 사람 이상 골라 주세요` : chosen.length > GROUP_SIZE - 1 ? t`${GROUP_SIZE}명까지 함께할 수 있어요` : null}
      >
        <Trans>방 만들기</Trans>
      </Button>
    </form>
  )
}
