import { lazyRouteComponent } from '@tanstack/react-router'
import { wordsOf } from '#app/words'

/**
 * The part of a route that fetches a feature's page and its words, each as a chunk of its own and side by side:
 * `createRoute({ getParentRoute: () => shell, path: '/find', ...lazyPage('find', () => import('#find/list-page.tsx'), 'ListPage') })`.
 * Give `loader: async () => { await wordsOf('find'); … }` yourself when the route also loads data.
 */
export function lazyPage<M extends Record<string, unknown>, K extends keyof M & string>(feature: string, page: () => Promise<M>, name: K) {
  return {
    component: lazyRouteComponent(page, name),
    loader: () => wordsOf(feature),
  }
}
