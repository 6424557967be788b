import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { LocaleSwitch } from '#app/switches.tsx'
import { PlainPage } from '#app/page.tsx'
import { useSession } from '#app/session'
import { Operator } from '#legal/parts/operator.tsx'
import { siteQuery } from '#app/site'
import { buttonClass } from '#ui/button.tsx'

/** A page of words about the service: the four of them beside each other above, who answers for it below. */
export function LegalPage({ title, lead, children }: { title: string; lead: ReactNode; children: ReactNode }) {
  const { t } = useLingui()
  const isMember = useSession((state) => state.session !== null)
  const site = useQuery(siteQuery())
  const pages = [
    { to: '/help', label: t`도움말` },
    { to: '/safety', label: t`안전` },
    { to: '/terms', label: t`이용 규칙` },
    { to: '/privacy', label: t`개인정보 안내` },
  ] as const
  return (
    <PlainPage
      title={title}
      end={
        <Link className={buttonClass({ kind: 'quiet' })} to={isMember ? '/home' : '/sign-in'}>
          {isMember ? <Trans>홈으로</Trans> : <Trans>로그인</Trans>}
        </Link>
      }
    >
      <article className="stack s6 max-w-170">
        <nav className="row wrap" aria-label={t`안내`}>
          {pages.map(({ to, label }) => (
            <Link key={to} className="link tap" to={to} activeProps={{ 'aria-current': 'page', className: 'font-semibold no-underline' }}>
              {label}
            </Link>
          ))}
        </nav>
        <div className="stack s2">
          <h1 className="h1">{title}</h1>
          <p className="two">{lead}</p>
        </div>
        {children}
        <Operator of={site} />
        <LocaleSwitch />
      </article>
    </PlainPage>
  )
}

/** A part of such a page. */
export function Part({ id, title, children }: { id?: string; title: ReactNode; children: ReactNode }) {
  return (
    <section className="stack s3" id={id}>
      <h2 className="h2">{title}</h2>
      {children}
    </section>
  )
}

/** Things one after the other, each a sentence. */
export function Points({ children }: { children: ReactNode }) {
  return <ul className="grid list-disc gap-2 pl-5">{children}</ul>
}
