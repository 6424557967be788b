import '#settings/settings.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link, Navigate, Outlet, useNavigate, useRouter, useRouterState } from '@tanstack/react-router'
import { Bell, ChevronRight, CircleUserRound, EyeOff, Languages, ShieldCheck } from 'lucide-react'
import { useSyncExternalStore, type ReactNode } from 'react'
import { Page, SplitPage } from '#app/page.tsx'

// From this width the list stands beside the section (--breakpoint-list).
const WIDE = window.matchMedia('(min-width: 1200px)')

function useWide(): boolean {
  return useSyncExternalStore(
    (changed) => {
      WIDE.addEventListener('change', changed)
      return () => WIDE.removeEventListener('change', changed)
    },
    () => WIDE.matches,
  )
}

/** The sections, each drawn only when its route exists: there are no dead links. */
function useSections() {
  const { t } = useLingui()
  const { routesByPath } = useRouter()
  return [
    { to: '/settings/account', label: t`계정`, icon: <CircleUserRound /> },
    { to: '/settings/security', label: t`보안`, icon: <ShieldCheck /> },
    { to: '/settings/notifications', label: t`알림`, icon: <Bell /> },
    { to: '/settings/privacy', label: t`공개 범위와 차단`, icon: <EyeOff /> },
    { to: '/settings/language', label: t`언어와 화면`, icon: <Languages /> },
  ].filter(({ to }) => to in routesByPath)
}

function SectionList({ head }: { head?: ReactNode }) {
  const { t } = useLingui()
  return (
    <nav aria-label={t`설정`}>
      {head}
      <div className="setnav">
        {useSections().map(({ to, label, icon }) => (
          <Link key={to} to={to} activeProps={{ 'aria-current': 'page' }}>
            {icon}
            <span className="grow">{label}</span>
            <ChevronRight className="s" />
          </Link>
        ))}
      </div>
      <p className="row wrap px-4 pt-4">
        <Link className="link tap" to="/help">
          <Trans>도움말</Trans>
        </Link>
        <Link className="link tap" to="/safety">
          <Trans>안전</Trans>
        </Link>
        <Link className="link tap" to="/terms">
          <Trans>이용 규칙</Trans>
        </Link>
        <Link className="link tap" to="/privacy">
          <Trans>개인정보 안내</Trans>
        </Link>
      </p>
    </nav>
  )
}

/** The list of sections beside the open one from 1200 px; on narrower screens one of the two. Its child routes are the sections. */
export function SettingsFrame() {
  const { t } = useLingui()
  const wide = useWide()
  const atList = useRouterState({ select: ({ location }) => /^\/settings\/?$/.test(location.pathname) })
  if (!wide) return atList ? <Page title={t`설정`}>{<SectionList />}</Page> : <Detail />
  return (
    <SplitPage
      show="detail"
      list={
        <SectionList
          head={
            <p className="setnav-head">
              <Trans>설정</Trans>
            </p>
          }
        />
      }
      detail={<Detail />}
    />
  )
}

function Detail() {
  return (
    <div className="settings-detail">
      <Outlet />
    </div>
  )
}

/** `/settings` itself: the list where the screen is narrow, the first section where both have room. */
export function SettingsIndex() {
  const [first] = useSections()
  return useWide() && first !== undefined ? <Navigate to={first.to} replace /> : null
}

/** One section: its heading, the way back to the list on narrow screens, and its parts, 48 px apart. */
export function SettingsPage({ title, children }: { title: string; children: ReactNode }) {
  const navigate = useNavigate()
  return (
    <Page title={title} onBack={() => void navigate({ to: '/settings' })}>
      <div className="stack s7">{children}</div>
    </Page>
  )
}
