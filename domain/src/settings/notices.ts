import type { Notification } from '@studymate/contract/notifications'
import type { NotificationFlag, NotificationSettings } from '@studymate/contract/settings'
import { offsetMinutes } from '#schedule/time-zone'
import type { AgeGroup } from '#people/age'

/** The flag that governs each kind of notice (decisions §10a). Safety and security have none: they always come. */
export const FLAG_OF: Readonly<Record<Notification['type'], NotificationFlag>> = {
  'match.request': 'matchingNotifications',
  'match.accepted': 'matchingNotifications',
  'chat.messages': 'chatMessages',
  'chat.added': 'chatMessages',
  'call.missed': 'chatMessages',
}

/** What decides how somebody is told. */
export interface Listener {
  readonly flags: NotificationSettings
  readonly ageGroup: AgeGroup
  /** IANA. */
  readonly timeZone: string
}

const DAY = 1440
const NIGHT = { from: 22 * 60, to: 7 * 60 } as const

/**
 * When the quiet hours end in which a moment lies, both epoch ms; null by day. They are 22:00–07:00 on the wall clock of minors, and of those whose age is
 * not known, who may be one (decisions §5). Adults have none.
 */
export function quietUntil({ ageGroup, timeZone }: Pick<Listener, 'ageGroup' | 'timeZone'>, at: number): number | null {
  if (ageGroup === 'adult') return null
  const ahead = offsetMinutes(timeZone, at)
  const wall = Math.floor(at / 60_000) + ahead
  const minute = ((wall % DAY) + DAY) % DAY
  if (minute >= NIGHT.to && minute < NIGHT.from) return null
  const morning = wall - minute + NIGHT.to + (minute >= NIGHT.from ? DAY : 0)
  // The clock may change in the night: the morning is seven by the offset that holds then.
  return (morning - offsetMinutes(timeZone, (morning - ahead) * 60_000)) * 60_000
}

/** How a notice of one kind reaches somebody: `none`, as a line of the bell without a sound, or a line that the devices hear of at once. */
export function bellOf(listener: Listener, kind: Notification['type'], at: number): 'none' | 'silent' | 'rung' {
  if (!listener.flags[FLAG_OF[kind]]) return 'none'
  return quietUntil(listener, at) === null ? 'rung' : 'silent'
}

/** When a mail about a notice of one kind may go out, epoch ms: now, when the quiet hours are over, or never (null). */
export function mailAt(listener: Listener, kind: Notification['type'], at: number): number | null {
  if (!listener.flags.emailEnabled || !listener.flags[FLAG_OF[kind]]) return null
  return quietUntil(listener, at) ?? at
}
