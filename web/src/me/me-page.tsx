import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { Page } from '#app/page.tsx'
import { usePreferences } from '#app/preferences'
import { LocaleSwitch, ThemeSwitch } from '#app/switches.tsx'
import { Leave } from '#me/leave.tsx'
import { OwnFacts } from '#me/own-facts.tsx'
import { OwnProfile } from '#me/own-profile.tsx'
import { accountQuery, ownHoursQuery, ownProfileQuery, topicNamesQuery } from '#me/queries'
import { Faces } from '#ui/faces.tsx'
import { CardSkeleton } from '#ui/skeleton.tsx'

/** Me: how others see me, this device's choices, and the way out. */
export function MePage() {
  const { t } = useLingui()
  const locale = usePreferences((state) => state.locale)
  const account = useQuery(accountQuery())
  const profile = useQuery(ownProfileQuery(locale))
  const hours = useQuery(ownHoursQuery())
  const topics = useQuery(topicNamesQuery(locale))
  return (
    <Page
      title={t`남에게는 이렇게 보여요.`}
      aside={
        <>
          <section className="card stack s5" aria-label={t`이 기기`}>
            <LocaleSwitch />
            <ThemeSwitch />
          </section>
          <Leave email={account.data?.email ?? null} />
        </>
      }
    >
      <Faces of={profile} loading={<CardSkeleton count={1} />} empty={null}>
        {(me) => (
          <div className="stack">
            <OwnProfile profile={me} hours={hours.data ?? null} topics={topics.data ?? []} />
            <OwnFacts profile={me} />
          </div>
        )}
      </Faces>
      <nav className="card py-1" aria-label={t`내 것`}>
        <ul className="list">
          <li>
            <Link className="li" to="/settings">
              <span className="grow">
                <Trans>설정</Trans>
              </span>
              <ChevronRight className="s" />
            </Link>
          </li>
          <li>
            <Link className="li" to="/requests">
              <span className="grow">
                <Trans>주고받은 인사</Trans>
              </span>
              <ChevronRight className="s" />
            </Link>
          </li>
          <li>
            <Link className="li" to="/level-test">
              <span className="grow">
                <Trans>수준 시험</Trans>
              </span>
              <ChevronRight className="s" />
            </Link>
          </li>
          <li>
            <Link className="li" to="/help">
              <span className="grow">
                <Trans>도움말, 안전, 규칙</Trans>
              </span>
              <ChevronRight className="s" />
            </Link>
          </li>
          {account.data?.role === 'ADMIN' && (
            <li>
              <Link className="li" to="/admin">
                <span className="grow">
                  <Trans>이 설치의 상태</Trans>
                </span>
                <ChevronRight className="s" />
              </Link>
            </li>
          )}
        </ul>
      </nav>
    </Page>
  )
}
