import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { LogOut, Pencil, UserMinus, UserPlus } from 'lucide-react'
import { useState } from 'react'
import type { ChatMember, Room } from '@studymate/contract/chat'
import { GROUP_SIZE } from '@studymate/contract/chat'
import type { UserId } from '@studymate/contract/values'
import { FormError } from '#app/form-error.tsx'
import { useSentence } from '#app/sentence'
import { Avatar } from '#ui/avatar.tsx'
import { Button, IconButton } from '#ui/button.tsx'
import { Faces } from '#ui/faces.tsx'
import { RowSkeleton } from '#ui/skeleton.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { NameForm } from '#chat/parts/name-form.tsx'
import { PeoplePicker } from '#chat/parts/people-picker.tsx'
import { addToGroup, partnersQuery, takeOut } from '#chat/queries'

/** Everybody in a group, with what may be done: add partners, name it, leave, and whoever made it takes others out. */
export function GroupPeople({ room, me }: { room: Room; me: string }) {
  const { t } = useLingui()
  const sentence = useSentence()
  const navigate = useNavigate()
  const [asks, setAsks] = useState<ChatMember | null>(null)
  const [isAdding, setIsAdding] = useState(false)
  const [isNaming, setIsNaming] = useState(false)
  const [state, setState] = useState<{ busy: boolean; error: string | null }>({ busy: false, error: null })
  const isMaker = room.makerId === me
  const self = room.members.find(({ userId }) => userId === me)
  const isFull = room.members.length >= GROUP_SIZE
  const remove = async ({ userId }: ChatMember) => {
    setState({ busy: true, error: null })
    try {
      if (userId === me) await navigate({ to: '/chat' })
      await takeOut(room.roomId, userId)
      setAsks(null)
      setState({ busy: false, error: null })
    } catch (error) {
      setState({ busy: false, error: sentence(error) })
    }
  }
  return (
    <div className="stack s5">
      <ul className="list">
        {room.members.map((member) => (
          <li className="member" key={member.userId}>
            <Avatar seed={member.userId} name={member.displayName} image={member.profileImage} />
            <span>
              <b>{member.displayName}</b>
              <span className="meta block">
                {member.userId === me && member.userId === room.makerId
                  ? t`나, 방을 만든 사람`
                  : member.userId === me
                    ? t`나`
                    : member.userId === room.makerId
                      ? t`방을 만든 사람`
                      : null}
              </span>
            </span>
            {isMaker && member.userId !== me && (
              <IconButton label={t`${member.displayName} 님 내보내기`} onClick={() => setAsks(member)}>
                <UserMinus />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      <div className="row wrap gap-2">
        <Button icon={<UserPlus />} blocked={isFull ? t`${GROUP_SIZE}명이 모두 찼어요` : null} onClick={() => setIsAdding(true)}>
          <Trans>짝 부르기</Trans>
        </Button>
        <Button icon={<Pencil />} onClick={() => setIsNaming(true)}>
          <Trans>이름 바꾸기</Trans>
        </Button>
        {self && (
          <Button kind="quiet" icon={<LogOut />} onClick={() => setAsks(self)}>
            <Trans>방 나가기</Trans>
          </Button>
        )}
      </div>
      <Sheet open={isAdding} onClose={() => setIsAdding(false)} title={t`짝 부르기`}>
        <AddForm room={room} onDone={() => setIsAdding(false)} />
      </Sheet>
      <Sheet open={isNaming} onClose={() => setIsNaming(false)} title={t`방 이름 바꾸기`}>
        <NameForm room={room} onDone={() => setIsNaming(false)} />
      </Sheet>
      <Sheet
        form="dialog"
        open={asks !== null}
        onClose={() => setAsks(null)}
        title={asks?.userId === me ? t`이 방에서 나갈까요?` : t`${asks?.displayName ?? ''} 님을 내보낼까요?`}
      >
        <p>
          {asks?.userId === me ? (
            <Trans>나가면 나눈 말을 더 볼 수 없어요. 내가 쓴 말은 방에 남아요.</Trans>
          ) : (
            <Trans>바로 방에서 나가게 되고, 나눈 말을 더 볼 수 없어요.</Trans>
          )}
        </p>
        {state.error !== null && <FormError>{state.error}</FormError>}
        <div className="row wrap gap-2">
          <Button kind="bad" busy={state.busy} onClick={() => asks && void remove(asks)}>
            {asks?.userId === me ? t`나가기` : t`내보내기`}
          </Button>
          <Button kind="quiet" onClick={() => setAsks(null)}>
            <Trans>그만두기</Trans>
          </Button>
        </div>
      </Sheet>
    </div>
  )
}

function AddForm({ room, onDone }: { room: Room; onDone: () => void }) {
  const { t } = useLingui()
  const sentence = useSentence()
  const partners = useQuery(partnersQuery())
  const [chosen, setChosen] = useState<readonly UserId[]>([])
  const [state, setState] = useState<{ busy: boolean; error: string | null }>({ busy: false, error: null })
  const here = new Set(room.members.map(({ userId }) => userId))
  const free = GROUP_SIZE - room.members.length
  const submit = async () => {
    setState({ busy: true, error: null })
    try {
      await addToGroup(room.roomId, [...chosen])
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
      <p className="two">
        <Trans>새로 온 사람은 지금부터 나누는 말을 봐요.</Trans>
      </p>
      <Faces of={partners} title={t`짝을 불러오지 못했어요`} loading={<RowSkeleton />} empty={<PeoplePicker partners={[]} chosen={[]} onChange={setChosen} />}>
        {(list) => <PeoplePicker partners={list.filter(({ userId }) => !here.has(userId))} chosen={chosen} onChange={setChosen} />}
      </Faces>
      {state.error !== null && <FormError>{state.error}</FormError>}
      <Button
        kind="go"
        wide
        type="submit"
        busy={state.busy}
        blocked={chosen.length === 0 ? t`부를 사람을 골라 주세요` : chosen.length > free ? t`${free}명까지 더 부를 수 있어요` : null}
      >
        <Trans>부르기</Trans>
      </Button>
    </form>
  )
}
