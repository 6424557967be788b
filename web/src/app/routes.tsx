import { createRootRoute, createRoute, Outlet } from '@tanstack/react-router'
import { Broken } from '#app/broken.tsx'
import { doorSearch, guestsOnly, signedInOnly, tokenSearch } from '#app/guard'
import { lazyPage } from '#app/lazy-page'
import { NotFound } from '#app/not-found.tsx'
import { AppShell } from '#app/shell.tsx'

const root = createRootRoute({ notFoundComponent: NotFound, errorComponent: Broken })

// Pages with the menu. Their routes name this one as parent.
export const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: signedInOnly,
  component: () => (
    <AppShell slots={{ unread: {}, bell: null }}>
      <Outlet />
    </AppShell>
  ),
})

const landing = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => guestsOnly({ search: {} }),
  ...lazyPage('landing', () => import('#landing/landing-page.tsx'), 'LandingPage'),
})
const kit = createRoute({ getParentRoute: () => root, path: '/kit', ...lazyPage('kit', () => import('#kit/kit-page.tsx'), 'KitPage') })

// The door. `returnTo` is where somebody goes on to afterwards.
const door = { getParentRoute: () => root, validateSearch: doorSearch, beforeLoad: guestsOnly } as const
const signUp = createRoute({ ...door, path: '/sign-up', ...lazyPage('auth', () => import('#auth/sign-up-page.tsx'), 'SignUpPage') })
const signIn = createRoute({ ...door, path: '/sign-in', ...lazyPage('auth', () => import('#auth/sign-in-page.tsx'), 'SignInPage') })
const forgot = createRoute({ getParentRoute: () => root, path: '/forgot', ...lazyPage('auth', () => import('#auth/forgot-page.tsx'), 'ForgotPage') })
const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  validateSearch: tokenSearch,
  ...lazyPage('auth', () => import('#auth/reset-page.tsx'), 'ResetPage'),
})

const welcomeStart = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  beforeLoad: signedInOnly,
  ...lazyPage('welcome', () => import('#welcome/welcome-page.tsx'), 'WelcomeStart'),
})
const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome/$step',
  beforeLoad: signedInOnly,
  ...lazyPage('welcome', () => import('#welcome/welcome-page.tsx'), 'WelcomePage'),
})

/** Every address of the app. A feature adds its routes to the list of its parent. */
export const routeTree = root.addChildren([landing, kit, signUp, signIn, forgot, reset, welcomeStart, welcome, shell.addChildren([])])
