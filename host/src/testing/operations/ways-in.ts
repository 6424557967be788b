import * as waysIn from '@studymate/contract/ways-in'
import { Actor } from '../actors.ts'
import { mine, operation } from './operation.ts'
import type { Operation } from './operation.ts'

const NO_PROVIDER = { code: 'NOT_FOUND', what: 'a provider' } as const
const provider = 'google' as const

/** Ways in by a provider; none is switched on where this table is used. */
export const OF_WAYS_IN: readonly Operation[] = [
  operation(waysIn.listProviders, ({ url }) => ({ by: new Actor(url), input: {} })),
  operation(waysIn.startSignIn, ({ url }) => ({ by: new Actor(url), input: { provider } }), { without: NO_PROVIDER }),
  operation(waysIn.signInCallback, ({ url }) => ({ by: new Actor(url), input: { provider, state: 'none', code: 'none' } }), { without: NO_PROVIDER }),
  operation(waysIn.exchangeCode, ({ url }) => ({ by: new Actor(url), input: { code: 'none' } }), { without: { code: 'INVALID_CODE', what: 'a provider' } }),
  mine(waysIn.listWaysIn, {}),
  operation(waysIn.linkProvider, ({ me }) => ({ by: me, input: { provider } }), { without: NO_PROVIDER }),
  mine(waysIn.unlinkProvider, { provider }),
]
