import { Outlet } from '@tanstack/react-router'
import { Ringer } from '#call/ringer.tsx'

/** What stands on every page: the page itself, and a call that comes in. */
export function Root() {
  return (
    <>
      <Outlet />
      <Ringer />
    </>
  )
}
