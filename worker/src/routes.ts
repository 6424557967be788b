import { routes as auth } from '#auth/handlers'
import { routes as chat } from '#chat/handlers'
import type { Route } from '#edge/context'
import { routes as health } from '#health/handlers'
import { routes as levelTest } from '#level-test/handlers'
import { routes as live } from '#live/routes'
import { routes as matching } from '#matching/handlers'
import { routes as notifications } from '#notifications/handlers'
import { routes as onboarding } from '#onboarding/handlers'
import { routes as profileImage } from '#profile-image/handlers'
import { routes as safety } from '#safety/handlers'
import { routes as security } from '#security/handlers'
import { routes as sessions } from '#sessions/handlers'
import { routes as settings } from '#settings/handlers'
import { routes as translation } from '#translation/handlers'
import { routes as uploads } from '#uploads/handlers'
import { routes as user } from '#user/handlers'
import { routes as waysIn } from '#ways-in/handlers'

/** Every operation that this worker answers. A test holds it against the contract. */
export const ROUTES: readonly Route[] = [
  ...auth,
  ...chat,
  ...health,
  ...levelTest,
  ...live,
  ...matching,
  ...notifications,
  ...onboarding,
  ...profileImage,
  ...safety,
  ...security,
  ...sessions,
  ...settings,
  ...translation,
  ...uploads,
  ...user,
  ...waysIn,
]
