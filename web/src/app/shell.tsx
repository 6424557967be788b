import { Trans, useLingui } from '@lingui/react/macro'
import { Link, useRouter } from '@tanstack/react-router'
import { CircleUserRound, Hand, House, MessageSquare, UsersRound } from 'lucide-react'
import { createContext, useContext, type ReactNode } from 'react'
import { useOnline } from '#app/online'
import { Mark } from '#ui/cloth.tsx'
import { OfflineStrip } from '#ui/strip.tsx'

/** Numbers on the menu and the bell at the top right. `bell` is drawn by whoever owns notifications. */
export interface ShellSlots {
  readonly unread: { readonly chat?: number; readonly requests?: number }
  readonly bell: ReactNode
}

const Slots = createContext<ShellSlots>({ unread: {}, bell: null })

/** What the shell was given, for a page's own header. */
export function useShellSlots(): ShellSlots {
  return useContext(Slots)
}

function Count({ value }: { value: number | undefined }) {
  if (!value) return null
  return (
    <>
      <span className="n-dot" aria-hidden="true">
        {value > 99 ? '99+' : value}
      </span>
      <span className="sr">
        <Trans>새 소식 {value}개</Trans>
      </span>
    </>
  )
}

/** The menu. An entry is drawn only when its route exists: there are no dead links. */
function Nav() {
  const { t } = useLingui()
  const { routesByPath } = useRouter()
  const { unread } = useShellSlots()
  const items = [
    { to: '/home', label: t`홈`, icon: <House className="l" />, count: undefined },
    { to: '/find', label: t`찾기`, icon: <UsersRound className="l" />, count: undefined },
    { to: '/requests', label: t`인사`, icon: <Hand className="l" />, count: unread.requests },
    { to: '/chat', label: t`대화`, icon: <MessageSquare className="l" />, count: unread.chat },
    { to: '/me', label: t`나`, icon: <CircleUserRound className="l" />, count: undefined },
  ].filter(({ to }) => to in routesByPath)
  return (
    <nav className="nav" aria-label={t`주 메뉴`}>
      <Link className="brand-m" to="/" aria-label="StudyMate">
        <Mark />
      </Link>
      {items.map(({ to, label, icon, count }) => (
        <Link key={to} to={to} className={to === '/me' ? 'n n-me' : 'n'} activeProps={{ 'aria-current': 'page' }}>
          {icon}
          {label}
          <Count value={count} />
        </Link>
      ))}
    </nav>
  )
}

/**
 * The frame of every page for a signed-in person: bottom bar under 600 px, a 72 px rail from there on, the offline strip in reserved
 * space, the skip link. `bare` hides the bar on phones (an open chat room).
 */
export function AppShell({ slots, bare = false, children }: { slots: ShellSlots; bare?: boolean; children: ReactNode }) {
  const online = useOnline()
  return (
    <Slots value={slots}>
      <div className={bare ? 'app bare' : 'app'}>
        <a className="btn skip" href="#content">
          <Trans>본문으로</Trans>
        </a>
        <Nav />
        <OfflineStrip offline={!online} />
        {children}
      </div>
    </Slots>
  )
}
