import { createRootRoute, createRoute, Outlet } from '@tanstack/react-router'
import { Broken } from '#app/broken.tsx'
import { lazyPage } from '#app/lazy-page'
import { NotFound } from '#app/not-found.tsx'
import { AppShell } from '#app/shell.tsx'

const root = createRootRoute({ notFoundComponent: NotFound, errorComponent: Broken })

// Pages with the menu. Their routes name this one as parent.
export const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: () => (
    <AppShell slots={{ unread: {}, bell: null }}>
      <Outlet />
    </AppShell>
  ),
})

const landing = createRoute({ getParentRoute: () => root, path: '/', ...lazyPage('landing', () => import('#landing/landing-page.tsx'), 'LandingPage') })
const kit = createRoute({ getParentRoute: () => root, path: '/kit', ...lazyPage('kit', () => import('#kit/kit-page.tsx'), 'KitPage') })

/** Every address of the app. A feature adds its routes to the list of its parent. */
export const routeTree = root.addChildren([landing, kit, shell.addChildren([])])
