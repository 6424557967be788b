import { createRouter } from '@tanstack/react-router'
import { routeTree } from '#app/routes.tsx'
import { useSession } from '#app/session'

/** The router; pages are fetched when a link to them is touched or focused. */
export const router = createRouter({ routeTree, defaultPreload: 'intent', scrollRestoration: true })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

// Whoever is signed out in the middle of a page is led to the door by the page's own guard.
useSession.subscribe(({ session }, before) => {
  if (before.session && !session) void router.invalidate()
  // Somebody else signed in over them in another tab: a page that was drawn for the first one must not stay.
  else if (before.session && session && before.session.userId !== session.userId) window.location.assign('/home')
})
