import type * as z from 'zod'
import type { InstallationSetting } from '@studymate/contract/installation'
import type { Tongue } from '@studymate/contract/errors'
import { Settings } from '#edge/config'
import type { WorkerEnv } from '#edge/context'
import { KOREAN } from './settings.ko.ts'

/** Names of what must never be shown. A mail server's address carries its password. */
const SECRET = /SECRET|PASSWORD|TOKEN|(?:^|_)KEY$|^SMTP_URL$/

/** A value as an administrator may see it: of an address only its origin, since services put keys into path and query. */
function shown(value: unknown): string | null {
  if (value === undefined || value === null) return null
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(', ')
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return /^https?:/.test(text) ? new URL(text).origin : text
}

/** Every setting of the schema with its state, so that a new one shows by itself. */
export function settingsWithin(env: WorkerEnv, tongue: Tongue): z.input<typeof InstallationSetting>[] {
  const values = new Map<string, unknown>(Object.entries(Settings.parse(env)))
  return Object.entries(Settings.shape).map(([name, { description = '' }]) => {
    const raw: unknown = Reflect.get(env, name)
    const isServed = name === 'PUBLIC_URL' && raw === env.SERVED_URL
    const isSecret = SECRET.test(name)
    return {
      name,
      isSet: raw !== undefined && raw !== '' && !isServed,
      isSecret,
      value: isSecret ? null : shown(values.get(name)),
      description: tongue === 'ko' ? (KOREAN[name] ?? description) : description,
    }
  })
}
