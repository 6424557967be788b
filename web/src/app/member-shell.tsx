import { useQuery } from '@tanstack/react-query'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { roomsQuery } from '#chat/queries'
import { Bell } from '#notifications/bell.tsx'
import { waitingQuery } from '#requests/queries'
import { AppShell } from '#app/shell.tsx'

/** The frame for signed-in people with its numbers. It is a chunk of its own: the door does not carry the line and the chat. */
export function MemberShell() {
  const chat = useQuery({ ...roomsQuery(), select: (rooms) => rooms.reduce((sum, { unreadCount }) => sum + unreadCount, 0) }).data
  const requests = useQuery(waitingQuery()).data
  const bare = useRouterState({ select: ({ location }) => /^\/chat\/./.test(location.pathname) })
  return (
    <AppShell slots={{ unread: { ...(chat === undefined ? {} : { chat }), ...(requests === undefined ? {} : { requests }) }, bell: <Bell /> }} bare={bare}>
      <Outlet />
    </AppShell>
  )
}
