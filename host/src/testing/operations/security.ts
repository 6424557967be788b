import * as auth from '@studymate/contract/auth'
import * as security from '@studymate/contract/security'
import { Actor, fresh, person } from '../actors.ts'
import type { Person } from '../actors.ts'
import { totpCode } from '../totp.ts'
import { mine, operation } from './operation.ts'
import type { Operation } from './operation.ts'
import type { Stage } from './stage.ts'

const COSTLY = { isCostly: true } as const

/** Somebody whose second factor is on, and ten codes that stand in for the app's. */
async function guarded(url: string): Promise<{ by: Person; backupCodes: readonly string[] }> {
  const by = await person({}, url)
  const { secret, backupCodes } = await by.ok(security.enableTwoFactor, {})
  await by.ok(security.verifyTwoFactor, { code: totpCode(secret, Date.now()) })
  return { by, backupCodes }
}

/** Somebody who is signed in on two devices. */
async function withTwoDevices(url: string): Promise<Person> {
  const by = await person({}, url)
  await new Actor(url).ok(auth.login, { email: by.email, password: by.password })
  return by
}

/** Somebody asks for another address; the token in the mail to the old or the new one. */
const fromMail =
  (which: 'old' | 'new') =>
  async ({ url, mailed }: Stage) => {
    const by = await person({}, url)
    // Only an address that was confirmed is told of a change.
    if (which === 'old') await new Actor(url).ok(auth.verifyEmail, { token: await mailed(by.email, 'verify') })
    const email = `n${fresh()}@study.example`
    await by.ok(security.changeEmail, { email, password: by.password })
    return { by: new Actor(url), input: { token: which === 'old' ? await mailed(by.email, 'keep-email') : await mailed(email, 'confirm-email') } }
  }

/** What people see and do for the safety of their account. */
export const OF_SECURITY: readonly Operation[] = [
  mine(security.getTwoFactor, {}),
  operation(security.enableTwoFactor, async ({ url }) => ({ by: await person({}, url), input: {} }), COSTLY),
  operation(
    security.verifyTwoFactor,
    async ({ url }) => {
      const by = await person({}, url)
      const { secret } = await by.ok(security.enableTwoFactor, {})
      return { by, input: { code: totpCode(secret, Date.now()) } }
    },
    COSTLY,
  ),
  operation(
    security.disableTwoFactor,
    async ({ url }) => {
      const { by, backupCodes } = await guarded(url)
      return { by, input: { code: backupCodes[0] ?? '' } }
    },
    COSTLY,
  ),
  operation(
    security.loginTwoFactor,
    async ({ url }) => {
      const { by, backupCodes } = await guarded(url)
      const admission = await new Actor(url).ok(auth.login, { email: by.email, password: by.password })
      if (!('challengeToken' in admission)) throw new Error('no second factor was asked for')
      return { by: new Actor(url), input: { challengeToken: admission.challengeToken, code: backupCodes[0] ?? '' } }
    },
    COSTLY,
  ),
  mine(security.getPassword, {}),
  operation(
    security.changePassword,
    async ({ url }) => {
      const by = await person({}, url)
      return { by, input: { currentPassword: by.password, newPassword: 'Other-River-43!' } }
    },
    COSTLY,
  ),
  mine(security.getEmail, {}),
  operation(
    security.changeEmail,
    async ({ url }) => {
      const by = await person({}, url)
      return { by, input: { email: `n${fresh()}@study.example`, password: by.password } }
    },
    COSTLY,
  ),
  operation(security.confirmEmail, fromMail('new'), COSTLY),
  operation(security.objectToEmail, fromMail('old'), COSTLY),
  mine(security.listDevices, {}),
  operation(
    security.endDevice,
    async ({ url }) => {
      const by = await withTwoDevices(url)
      const other = (await by.ok(security.listDevices, {})).find(({ current }) => !current)
      return { by, input: { loginId: other?.loginId ?? '' } }
    },
    COSTLY,
  ),
  operation(security.endOtherDevices, async ({ url }) => ({ by: await withTwoDevices(url), input: {} }), COSTLY),
  mine(security.loginHistory, {}),
]
