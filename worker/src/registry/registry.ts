import { data as ai } from '#ai/data'
import { data as auth } from '#auth/data'
import { data as chat } from '#chat/data'
import { data as events } from '#events/data'
import { data as levelTest } from '#level-test/data'
import { data as live } from '#live/data'
import { data as matching } from '#matching/data'
import { data as onboarding } from '#onboarding/data'
import { data as profileImage } from '#profile-image/data'
import { data as safety } from '#safety/data'
import { data as security } from '#security/data'
import { data as sessions } from '#sessions/data'
import { data as settings } from '#settings/data'
import { data as uploads } from '#uploads/data'
import { data as user } from '#user/data'
import { data as waysIn } from '#ways-in/data'
import type { DataEntry } from './entry.ts'

/** Everything that this service keeps. A test fails on a table, object, prefix or bucket that is not in it. */
export const REGISTRY: readonly DataEntry[] = [
  ...ai,
  ...auth,
  ...chat,
  ...events,
  ...levelTest,
  ...live,
  ...matching,
  ...onboarding,
  ...profileImage,
  ...safety,
  ...security,
  ...sessions,
  ...settings,
  ...uploads,
  ...user,
  ...waysIn,
]
