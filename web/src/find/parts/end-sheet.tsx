import { Trans, useLingui } from '@lingui/react/macro'
import type { MatchProfile } from '@studymate/contract/matching'
import { FormError } from '#app/form-error.tsx'
import { useSentence } from '#app/sentence'
import { useEnd } from '#find/requests'
import { shortName } from '#find/words'
import { Button } from '#ui/button.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { toast } from '#ui/toast.tsx'

/** Asks once more before a partnership ends: it cannot be taken back alone. */
export function EndSheet({ person, open, onClose }: { person: MatchProfile; open: boolean; onClose: () => void }) {
  const { t } = useLingui()
  const sentence = useSentence()
  const name = shortName(person.displayName)
  const end = useEnd(() => {
    onClose()
    toast(t`${name} 님과 연습을 그만했어요.`)
  })
  return (
    <Sheet form="dialog" open={open} onClose={onClose} title={t`${name} 님과 연습을 그만할까요?`}>
      <p>
        <Trans>나눈 이야기는 두 사람에게 남고, 더 쓸 수는 없어요. 상대에게 알리지 않아요. 다시 만나려면 새로 인사해야 해요.</Trans>
      </p>
      {end.error && <FormError>{sentence(end.error)}</FormError>}
      <div className="row gap-2">
        <Button kind="quiet" onClick={onClose}>
          <Trans>계속 연습하기</Trans>
        </Button>
        <div className="ml-auto">
          <Button kind="go" busy={end.isPending} onClick={() => end.mutate(person.userId)}>
            <Trans>그만하기</Trans>
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
