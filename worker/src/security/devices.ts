import * as contract from '@studymate/contract/security'
import { fail } from '@studymate/contract/errors'
import { timestamp } from '@studymate/contract/values'
import { openLoginsOf } from '#auth/store'
import type { Handler } from '#edge/context'
import { personOf } from '#live/person'
import { presentDevice, presentSignIn } from './present.ts'
import * as store from './store.ts'
import { SQL } from './store.ts'

const HISTORY_MS = 30 * 86_400_000

const listDevices: Handler<typeof contract.listDevices> = async (_, { db, userId, loginId, now }) =>
  (await store.devicesOf(db, userId, now)).map((row) => presentDevice(row, loginId))

const endDevice: Handler<typeof contract.endDevice> = async ({ loginId }, ctx) => {
  const { db, userId, now } = ctx
  const [ended] = await db.batch([
    db.prepare(SQL.endLogin).bind(loginId, userId, now),
    ctx.emit(
      { type: 'login.ended', userId, loginIds: [loginId] },
      { sql: 'EXISTS (SELECT 1 FROM logins WHERE id = ? AND user_id = ?)', values: [loginId, userId] },
    ),
  ])
  if ((ended?.meta.changes ?? 0) === 0 && !(await db.prepare(SQL.loginOf).bind(loginId, userId).first())) return fail('NOT_FOUND')
  // At once; the event does it again should this isolate die here.
  ctx.after(personOf(ctx.env, userId).closeLogins([loginId]))
  return { loginId, endedAt: timestamp(now) }
}

const endOtherDevices: Handler<typeof contract.endOtherDevices> = async (_, ctx) => {
  const { db, userId, loginId, now } = ctx
  const others = (await openLoginsOf(db, userId)).filter((id) => id !== loginId)
  const [ended] = await db.batch([
    db.prepare(SQL.endOtherLogins).bind(loginId, userId, now),
    ...(others.length > 0 ? [ctx.emit({ type: 'login.ended', userId, loginIds: others })] : []),
  ])
  ctx.after(personOf(ctx.env, userId).closeLogins(others))
  return { ended: ended?.meta.changes ?? 0 }
}

const loginHistory: Handler<typeof contract.loginHistory> = async ({ page, size }, { db, userId, now }) => {
  const { rows, total } = await store.historyOf(db, userId, { since: now - HISTORY_MS, page, size })
  return { data: rows.map(presentSignIn), pagination: { page, size, totalPages: Math.ceil(total / size), totalItems: total } }
}

export const handlers = { listDevices, endDevice, endOtherDevices, loginHistory }
