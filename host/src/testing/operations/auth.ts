import * as auth from '@studymate/contract/auth'
import { createTicket } from '@studymate/contract/system'
import { Actor, fresh, person } from '../actors.ts'
import { mine, operation } from './operation.ts'
import type { Operation } from './operation.ts'

const password = 'Quiet-River-42'

/** Ways in and tokens. */
export const OF_AUTH: readonly Operation[] = [
  operation(auth.register, ({ url }) => ({
    by: new Actor(url),
    input: { email: `o${fresh()}@study.example`, password, displayName: 'Newcomer', birthYear: 1999 },
  })),
  operation(auth.login, ({ url, fourth }) => ({ by: new Actor(url), input: { email: fourth.email, password } })),
  operation(
    auth.refresh,
    async ({ url }) => {
      const { tokens } = await person({}, url)
      return { by: new Actor(url), input: { refreshToken: tokens.refreshToken } }
    },
    { isCostly: true },
  ),
  operation(auth.logout, async ({ url }) => ({ by: await person({}, url), input: {} }), { isCostly: true }),
  operation(auth.forgotPassword, ({ url }) => ({ by: new Actor(url), input: { email: `nobody${fresh()}@study.example` } })),
  operation(
    auth.resetPassword,
    async ({ url, mailed }) => {
      const { email } = await person({}, url)
      await new Actor(url).ok(auth.forgotPassword, { email })
      return { by: new Actor(url), input: { token: await mailed(email, 'reset'), newPassword: 'Other-River-43!' } }
    },
    { isCostly: true },
  ),
  operation(auth.verifyEmail, async ({ url, mailed }) => ({ by: new Actor(url), input: { token: await mailed((await person({}, url)).email, 'verify') } }), {
    isCostly: true,
  }),
  operation(auth.resendVerification, async ({ url }) => ({ by: await person({}, url), input: {} }), { isCostly: true }),
  mine(auth.whoAmI, {}),
  mine(createTicket, {}),
]
