import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { MatchRequest } from '@studymate/contract/matching'
import { shortMoment } from '#app/moment'
import { FormError } from '#app/form-error.tsx'
import { useSentence } from '#app/sentence'
import { languageOf } from '#chat/language'
import { languagesOf } from '#find/parts/person-card.tsx'
import { useAccept, useReject, useWithdraw } from '#find/requests'
import { useMatchWords } from '#find/words'
import { PersonMenu } from '#safety/person-menu.tsx'
import { Avatar } from '#ui/avatar.tsx'
import { Button } from '#ui/button.tsx'

/** One hello with what can be answered to it. `next` marks the first one that waits. */
export function RequestRow({ request, next, now }: { request: MatchRequest; next: boolean; now: number }) {
  const { t, i18n } = useLingui()
  const { sayReason, sayAbout } = useMatchWords()
  const sentence = useSentence()
  const [accept, reject, withdraw] = [useAccept(), useReject(), useWithdraw()]
  const { person, message, direction, requestId } = request
  const pair = languagesOf(person.reasons)
  const spoken = message === null || pair === null ? null : languageOf(message, [pair.learn, pair.give])
  const side = spoken === null ? '' : spoken === pair?.learn ? 'learn' : 'give'
  const why = person.reasons
    .filter(({ kind }) => kind === 'shared-hours' || kind === 'shared-interests' || kind === 'learns-what-you-speak')
    .map((reason) => sayReason(reason, person).note)
  const failed = accept.error ?? reject.error ?? withdraw.error
  const at = shortMoment(request.createdAt, i18n.locale, now)
  const until = new Intl.DateTimeFormat(i18n.locale, { month: 'long', day: 'numeric' }).format(new Date(request.expiresAt))
  return (
    <article className="req">
      <div className="row start">
        <Avatar seed={person.userId} name={person.displayName} image={person.profileImage} size="m" />
        <div className="grow">
          <h2 className="h3">
            <Link to="/find/$userId" params={{ userId: person.userId }}>
              {person.displayName}
            </Link>
          </h2>
          <p className="meta tabular-nums">{[sayAbout(person), at].filter((part) => part !== '').join(' · ')}</p>
        </div>
        <PersonMenu userId={person.userId} name={person.displayName} {...(direction === 'received' ? { target: { type: 'request', id: requestId } } : {})} />
      </div>
      {message === null ? (
        <p className="two">{direction === 'received' ? t`글 없이 인사만 보냈어요.` : t`글 없이 인사를 보냈어요.`}</p>
      ) : (
        <p className={`say ${side}`} lang={spoken ?? undefined} dir="auto">
          {message}
        </p>
      )}
      <p className="two">{why.join(' ')}</p>
      {failed && <FormError>{sentence(failed)}</FormError>}
      {direction === 'received' ? (
        <div className="row wrap gap-2">
          <Button kind={next ? 'go' : 'plain'} busy={accept.isPending} onClick={() => accept.mutate(requestId)}>
            <Trans context="hello">받기</Trans>
          </Button>
          <Button kind="quiet" busy={reject.isPending} onClick={() => reject.mutate(requestId)}>
            <Trans>거절</Trans>
          </Button>
          <span className="meta">
            <Trans>{until}까지 답할 수 있어요.</Trans>
          </span>
        </div>
      ) : (
        <div className="row wrap">
          <Button busy={withdraw.isPending} onClick={() => withdraw.mutate(requestId)}>
            <Trans>인사 거두기</Trans>
          </Button>
          <span className="meta">
            <Trans>{until}까지 기다려요.</Trans>
          </span>
        </div>
      )}
    </article>
  )
}
