import { Trans, useLingui } from '@lingui/react/macro'
import { Bell, Flag, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton, type ButtonKind } from '#ui/button.tsx'
import { Section } from '#kit/parts/section.tsx'

const KINDS: readonly ButtonKind[] = ['go', 'plain', 'quiet', 'bad']

/** Buttons in every state. Hover, focus and press are real: point, tab, hold. */
export function ButtonsKit() {
  const { t } = useLingui()
  const [presses, setPresses] = useState(0)
  const words: Record<ButtonKind, string> = { go: t`입장하기`, plain: t`프로필 보기`, quiet: t`그대로`, bad: t`지우기` }
  return (
    <Section title={t`단추`} rule={t`쉼, 초점, 바쁨, 이유 있는 잠김. 한 화면에 색을 채운 단추는 하나.`} columns={1}>
      {KINDS.map((kind) => (
        <div key={kind} className="row wrap">
          <Button kind={kind} onClick={() => setPresses(presses + 1)}>
            {words[kind]}
          </Button>
          <Button kind={kind} icon={<Plus />}>
            {words[kind]}
          </Button>
          <Button kind={kind} busy>
            <Trans>보내는 중</Trans>
          </Button>
          <Button kind={kind} blocked={t`20:45부터 열려요`}>
            {words[kind]}
          </Button>
          <Button kind={kind} small>
            {words[kind]}
          </Button>
        </div>
      ))}
      <div className="row wrap">
        <span className="is-focus rounded-control">
          <Button>
            <Trans>초점</Trans>
          </Button>
        </span>
        <IconButton label={t`알림`} dot>
          <Bell />
        </IconButton>
        <IconButton label={t`신고`}>
          <Flag />
        </IconButton>
        <span className="meta num" role="status">
          <Trans>{presses}번 눌렀어요</Trans>
        </span>
      </div>
      <Button kind="go" wide>
        <Trans>계속하기</Trans>
      </Button>
    </Section>
  )
}
