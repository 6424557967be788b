import { Trans, useLingui } from '@lingui/react/macro'
import { Bookmark, Ellipsis, Flag, Languages, PencilLine } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/button.tsx'
import { Menu } from '#ui/menu.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { toast } from '#ui/toast.tsx'
import { Section } from '#kit/parts/section.tsx'

/** What floats: menu, sheet, dialog, toast. */
export function FloatingKit() {
  const { t } = useLingui()
  const [open, setOpen] = useState<'sheet' | 'dialog' | null>(null)
  return (
    <Section title={t`뜨는 것`} rule={t`그림자는 떠 있는 것에만 있어요. 오류는 토스트로 말하지 않아요.`} columns={1}>
      <div className="row wrap">
        <Menu
          label={t`메시지 메뉴`}
          opener={<Ellipsis />}
          items={[
            { label: t`번역`, icon: <Languages />, keys: 't', onSelect: () => toast(t`번역을 골랐어요.`) },
            { label: t({ context: 'correction', message: '고치기' }), icon: <PencilLine />, keys: 'e', onSelect: () => toast(t`고치기를 골랐어요.`) },
            { label: t`단어장`, icon: <Bookmark />, onSelect: () => toast(t`단어장에 남겼어요.`, { label: t`되돌리기`, run: () => undefined }) },
            null,
            { label: t`신고`, icon: <Flag />, danger: true, onSelect: () => setOpen('dialog') },
          ]}
        />
        <Button onClick={() => setOpen('sheet')}>
          <Trans>시트 열기</Trans>
        </Button>
        <Button onClick={() => setOpen('dialog')}>
          <Trans>물어보기</Trans>
        </Button>
        <Button onClick={() => toast(t`단어장에 남겼어요.`, { label: t`되돌리기`, run: () => undefined })}>
          <Trans>토스트</Trans>
        </Button>
      </div>
      <Sheet open={open === 'sheet'} onClose={() => setOpen(null)} title={t`필터`}>
        <p className="two">
          <Trans>좁은 화면에서는 아래에서, 넓은 화면에서는 오른쪽에서 나와요.</Trans>
        </p>
        <Button kind="go" onClick={() => setOpen(null)}>
          <Trans>다 골랐어요</Trans>
        </Button>
      </Sheet>
      <Sheet form="dialog" open={open === 'dialog'} onClose={() => setOpen(null)} title={t`정말 지울까요?`}>
        <p className="two">
          <Trans>지우면 되돌릴 수 없어요. 내가 보낸 메시지도 사라져요.</Trans>
        </p>
        <div className="row wrap">
          <Button kind="bad" onClick={() => setOpen(null)}>
            <Trans>지우기</Trans>
          </Button>
          <Button kind="quiet" onClick={() => setOpen(null)}>
            <Trans>그대로</Trans>
          </Button>
        </div>
      </Sheet>
    </Section>
  )
}
