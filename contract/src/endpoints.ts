import * as auth from './auth.ts'
import * as chat from './chat.ts'
import type { AnyEndpoint } from './endpoint.ts'
import * as installation from './installation.ts'
import * as levelTest from './level-test.ts'
import * as matching from './matching.ts'
import * as notifications from './notifications.ts'
import * as onboarding from './onboarding.ts'
import * as profileImage from './profile-image.ts'
import * as safety from './safety.ts'
import * as security from './security.ts'
import * as sessions from './sessions.ts'
import * as settings from './settings.ts'
import * as system from './system.ts'
import * as translation from './translation.ts'
import * as uploads from './uploads.ts'
import * as user from './user.ts'
import * as waysIn from './ways-in.ts'

function isEndpoint(value: unknown): value is AnyEndpoint {
  return typeof value === 'object' && value !== null && 'path' in value && 'method' in value && 'input' in value
}

/** Every operation of the service, in the order of the reference. Only what works is here. */
export const ENDPOINTS: readonly AnyEndpoint[] = [
  auth,
  chat,
  installation,
  levelTest,
  matching,
  notifications,
  onboarding,
  profileImage,
  safety,
  security,
  sessions,
  settings,
  system,
  translation,
  uploads,
  user,
  waysIn,
].flatMap((feature) => Object.values(feature).filter(isEndpoint))
