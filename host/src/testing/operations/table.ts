import { OF_AUTH } from './auth.ts'
import { OF_LEVEL_TEST } from './level-test.ts'
import type { Operation } from './operation.ts'
import { OF_PEOPLE } from './people.ts'
import { OF_SECURITY } from './security.ts'
import { OF_SETTINGS } from './settings.ts'
import { OF_SITE } from './site.ts'
import { OF_TOGETHER } from './together.ts'
import { OF_WAYS_IN } from './ways-in.ts'

/** How every operation of the service is called, valid: for the walks of the tests and for the figures. A test holds it complete against the contract. */
export const OPERATIONS: readonly Operation[] = [
  ...OF_AUTH,
  ...OF_WAYS_IN,
  ...OF_PEOPLE,
  ...OF_SECURITY,
  ...OF_SETTINGS,
  ...OF_TOGETHER,
  ...OF_LEVEL_TEST,
  ...OF_SITE,
]
