import { createRouter } from '@tanstack/react-router'
import { routeTree } from '#app/routes.tsx'

/** The router; pages are fetched when a link to them is touched or focused. */
export const router = createRouter({ routeTree, defaultPreload: 'intent', scrollRestoration: true })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
