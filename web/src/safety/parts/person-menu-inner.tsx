import { useLingui } from '@lingui/react/macro'
import { Ban, Ellipsis, Flag } from 'lucide-react'
import { useState } from 'react'
import { useSentence } from '#app/sentence'
import { block, unblock } from '#safety/actions'
import { ReportSheet } from '#safety/parts/report-sheet.tsx'
import type { PersonMenuProps } from '#safety/person-menu.tsx'
import { Menu } from '#ui/menu.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { toast } from '#ui/toast.tsx'

/** The menu itself, opened by the press that fetched it. A block happens at once and can be undone while its notice stands. */
export function PersonMenuInner(props: PersonMenuProps & { label: string }) {
  const { userId, name, onBlocked, label, more = [] } = props
  const { t } = useLingui()
  const sentence = useSentence()
  const [reporting, setReporting] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)

  const blockNow = async () => {
    try {
      await block(userId)
    } catch (error) {
      return setFailed(sentence(error))
    }
    toast(t`${name} 님을 차단했어요. 서로 보이지 않아요.`, {
      label: t`되돌리기`,
      run: () => void unblock(userId).catch((error: unknown) => setFailed(sentence(error))),
    })
    onBlocked?.()
  }
  return (
    <>
      <Menu
        opensAtOnce
        label={label}
        opener={<Ellipsis />}
        items={[
          ...more,
          ...(more.length > 0 ? [null] : []),
          { label: t`차단하기`, icon: <Ban />, onSelect: () => void blockNow(), danger: true },
          { label: t`신고하기`, icon: <Flag />, onSelect: () => setReporting(true) },
        ]}
      />
      <ReportSheet open={reporting} onClose={() => setReporting(false)} of={props} />
      <Sheet form="dialog" open={failed !== null} onClose={() => setFailed(null)} title={t`차단을 바꾸지 못했어요`}>
        <p role="alert">{failed}</p>
      </Sheet>
    </>
  )
}
