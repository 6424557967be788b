import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ProviderId, WayError } from '@studymate/contract/ways-in'
import { safeReturn } from '@studymate/domain/auth/return-to'
import { useSession } from '#app/session'
import { Door } from '#auth/parts/door.tsx'
import { buttonClass } from '#ui/button.tsx'
import { signInAddress } from '#ways-in/queries'

interface Words {
  readonly title: MessageDescriptor
  readonly lead: (name: string) => MessageDescriptor
}

/** What happened, what is safe, what to do. */
const WORDS: Readonly<Record<WayError, Words>> = {
  CANCELLED: {
    title: msg`취소했어요.`,
    lead: (name) => msg`${name}에서 멈췄어요. 바뀐 것은 없어요. 다시 하거나 다른 방법을 골라 주세요.`,
  },
  STATE_EXPIRED: {
    title: msg`처음부터 다시 해 주세요.`,
    lead: () => msg`10분이 지났거나, 이미 끝났거나, 다른 브라우저에서 시작했어요. 바뀐 것은 없어요.`,
  },
  PROVIDER_UNAVAILABLE: {
    title: msg`지금은 이 방법을 쓸 수 없어요.`,
    lead: (name) => msg`${name}에서 제대로 된 답을 받지 못했어요. 잠시 뒤에 다시 하거나 다른 방법을 골라 주세요.`,
  },
  EMAIL_TAKEN: {
    title: msg`이 이메일로 만든 계정이 있어요.`,
    lead: (name) =>
      msg`전에 쓰던 방법으로 로그인한 다음, 설정의 ‘로그인 방법’에서 ${name} 계정을 연결해 주세요. 가입한 적이 없다면 비밀번호를 새로 정해서 찾을 수 있어요.`,
  },
  LINKED_ELSEWHERE: {
    title: msg`다른 곳에 연결된 계정이에요.`,
    lead: (name) => msg`이 ${name} 계정으로는 다른 StudyMate 계정에 로그인해요. 거기서 먼저 연결을 끊거나, 다른 ${name} 계정을 연결해 주세요.`,
  },
  ANOTHER_LINKED: {
    title: msg`이미 연결된 계정이 있어요.`,
    lead: (name) => msg`${name} 계정은 하나만 연결할 수 있어요. 먼저 지금 것의 연결을 끊어 주세요.`,
  },
  SESSION_ENDED: {
    title: msg`연결하지 못했어요.`,
    lead: () => msg`그사이 로그인이 끝났어요. 다시 로그인한 다음 연결해 주세요.`,
  },
}

/** Why a way back led nowhere, and the ways on. */
export function WayFailed({ error, provider, name, returnTo }: { error: WayError; provider: ProviderId | null; name: string; returnTo: string | undefined }) {
  const { i18n } = useLingui()
  const isSignedIn = useSession((state) => state.session !== null)
  const { title, lead } = WORDS[error]
  const isTaken = error === 'EMAIL_TAKEN'
  return (
    <Door title={i18n._(title)} lead={i18n._(lead(name))}>
      <div className="row wrap">
        {isSignedIn ? (
          <a className={buttonClass({ kind: 'go' })} href={safeReturn(returnTo, window.location.origin)}>
            <Trans>돌아가기</Trans>
          </a>
        ) : (
          <>
            {provider !== null && !isTaken && error !== 'SESSION_ENDED' ? (
              <a className={buttonClass({ kind: 'go' })} href={signInAddress(provider, { returnTo })}>
                <Trans>다시 해 보기</Trans>
              </a>
            ) : null}
            <Link
              className={buttonClass({ kind: isTaken || error === 'SESSION_ENDED' ? 'go' : 'plain' })}
              to="/sign-in"
              search={isTaken ? { returnTo: '/settings/security' } : returnTo === undefined ? {} : { returnTo }}
            >
              {isTaken || error === 'SESSION_ENDED' ? <Trans>로그인</Trans> : <Trans>다른 방법으로 로그인</Trans>}
            </Link>
            {isTaken && (
              <Link className={buttonClass()} to="/forgot">
                <Trans>비밀번호 새로 정하기</Trans>
              </Link>
            )}
          </>
        )}
      </div>
    </Door>
  )
}
