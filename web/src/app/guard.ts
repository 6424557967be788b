import { redirect } from '@tanstack/react-router'
import { safeReturn } from '@studymate/domain/auth/return-to'
import { currentSession, useSession } from '#app/session'

/** `beforeLoad` of pages for signed-in people: others go to the door and come back afterwards; who has just signed out goes to the front. */
export function signedInOnly({ location }: { location: { href: string } }): void {
  if (currentSession()) return
  if (useSession.getState().signedOut === 'asked') {
    useSession.setState({ signedOut: null })
    throw redirect({ to: '/' })
  }
  throw redirect({ to: '/sign-in', search: { returnTo: location.href } })
}

/** `beforeLoad` of the door: who is signed in goes where they wanted to. */
export function guestsOnly({ search }: { search: { returnTo?: string } }): void {
  if (currentSession()) throw redirect({ href: safeReturn(search.returnTo, window.location.origin) })
}

/** `validateSearch` of the door's pages. */
export function doorSearch(search: Record<string, unknown>): { returnTo?: string } {
  return typeof search['returnTo'] === 'string' ? { returnTo: search['returnTo'] } : {}
}

/** `validateSearch` of pages that a mail's link opens. */
export function tokenSearch(search: Record<string, unknown>): { token?: string } {
  return typeof search['token'] === 'string' ? { token: search['token'] } : {}
}

/** What the address of a way back from a provider says. */
interface WayBack {
  code?: string
  linked?: true
  error?: string
  returnTo?: string
}

/** `validateSearch` of the page that takes over from a provider. */
export function wayBackSearch(search: Record<string, unknown>): WayBack {
  const { code, linked, error, returnTo } = search
  return {
    ...(typeof code === 'string' ? { code } : {}),
    ...(linked === true ? { linked } : {}),
    ...(typeof error === 'string' ? { error } : {}),
    ...(typeof returnTo === 'string' ? { returnTo } : {}),
  }
}

/** `validateSearch` of a step of the welcome: with `edit` it is mended alone and leads back to `/me`. */
export function editSearch(search: Record<string, unknown>): { edit?: true } {
  return search['edit'] === true ? { edit: true } : {}
}

/** What the list of people is narrowed by, as the address says it. */
interface Filters {
  speaks?: string
  levels?: string[]
  hours?: true
  methods?: string[]
}

const texts = (value: unknown): string[] => [value].flat().filter((one) => typeof one === 'string')

/**
 * `validateSearch` of the list of people: the right shapes. Which languages and levels there are, the list itself knows (`findSearch`):
 * that knowledge would weigh on every first visit here.
 */
export function filterSearch(search: Record<string, unknown>): Filters {
  const [speaks] = texts(search['speaks'])
  const levels = texts(search['levels'])
  const methods = texts(search['methods'])
  return {
    ...(speaks === undefined ? {} : { speaks }),
    ...(levels.length === 0 ? {} : { levels }),
    ...(search['hours'] === true ? { hours: true as const } : {}),
    ...(methods.length === 0 ? {} : { methods }),
  }
}
