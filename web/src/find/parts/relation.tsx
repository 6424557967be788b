import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { MatchProfile } from '@studymate/contract/matching'
import { FormError } from '#app/form-error.tsx'
import { useSentence } from '#app/sentence'
import { Hello } from '#find/parts/hello.tsx'
import { useAccept, useOpenRoom, useReject, useWithdraw } from '#find/requests'
import { Button, buttonClass } from '#ui/button.tsx'

/** The one thing that can be done with this person now. */
export function RelationCard({ person }: { person: MatchProfile }) {
  const { i18n } = useLingui()
  const sentence = useSentence()
  const [accept, reject, withdraw] = [useAccept(), useReject(), useWithdraw()]
  const open = useOpenRoom()
  const { relation } = person
  const day = (at: string) => new Intl.DateTimeFormat(i18n.locale, { month: 'long', day: 'numeric', weekday: 'short' }).format(new Date(at))
  const failed = accept.error ?? reject.error ?? withdraw.error
  const problem = failed && <FormError>{sentence(failed)}</FormError>
  if (relation.kind === 'none') return <Hello person={person} />
  if (relation.kind === 'partner')
    return (
      <aside className="card sewn stack self-start">
        <h2 className="h2">
          <Trans>이야기를 나누는 사이예요</Trans>
        </h2>
        <Button kind="go" wide onClick={() => open(relation.roomId)}>
          <Trans>대화 열기</Trans>
        </Button>
      </aside>
    )
  if (relation.kind === 'received') {
    const until = day(relation.expiresAt)
    return (
      <aside className="card sewn stack self-start">
        <h2 className="h2">
          <Trans>인사를 보내왔어요</Trans>
        </h2>
        {relation.message !== null && (
          <p className="study" dir="auto">
            {relation.message}
          </p>
        )}
        <p className="meta">
          <Trans>{until}까지 답할 수 있어요. 거절해도 상대에게 알리지 않아요.</Trans>
        </p>
        {problem}
        <div className="row gap-2">
          <Button kind="go" busy={accept.isPending} onClick={() => accept.mutate(relation.requestId)}>
            <Trans context="hello">받기</Trans>
          </Button>
          <Button kind="quiet" busy={reject.isPending} onClick={() => reject.mutate(relation.requestId)}>
            <Trans>거절</Trans>
          </Button>
        </div>
      </aside>
    )
  }
  if (relation.kind === 'sent') {
    const until = day(relation.expiresAt)
    return (
      <aside className="card stack self-start" role="status">
        <h2 className="h2">
          <Trans>인사를 보냈어요</Trans>
        </h2>
        <p className="two">
          <Trans>{until}까지 기다려요. 답이 없으면 조용히 사라져요. 거두면 상대에게서도 사라지고, 보낸 날부터 7일이 지나야 다시 인사할 수 있어요.</Trans>
        </p>
        {problem}
        <div>
          <Button busy={withdraw.isPending} onClick={() => withdraw.mutate(relation.requestId)}>
            <Trans>인사 거두기</Trans>
          </Button>
        </div>
      </aside>
    )
  }
  if (relation.kind === 'full')
    return (
      <aside className="card stack self-start" role="status">
        <h2 className="h2">
          <Trans>답을 기다리는 인사가 많아요</Trans>
        </h2>
        <p className="two">
          <Trans>몇 사람에게 답하고 나면 인사할 수 있어요. 그동안 다른 사람도 만나 보세요.</Trans>
        </p>
        <Link className={buttonClass()} to="/find">
          <Trans>다른 사람 찾기</Trans>
        </Link>
      </aside>
    )
  const until = day(relation.until)
  return (
    <aside className="card stack self-start" role="status">
      <h2 className="h2">
        <Trans>조금 쉬었다 인사해요</Trans>
      </h2>
      <p className="two">
        <Trans>{until}부터 다시 인사할 수 있어요.</Trans>
      </p>
    </aside>
  )
}
