import type { LoginId, UserId } from '@studymate/contract/values'
import { LoginId as LoginIdSchema } from '@studymate/contract/values'
import type { SignInMethod, Tokens } from '@studymate/contract/auth'
import type { Ctx } from '#edge/context'
import { digest, secret } from '#edge/ports'
import { ACCESS_SECONDS, signAccess } from '#edge/tokens'
import { loginFacts } from './device.ts'
import { openLogin, rotate } from './store.ts'
import type { Proof, RefreshRow } from './store.ts'

const DAY_MS = 86_400_000
/** A refresh token lives seven days. */
const REFRESH_MS = 7 * DAY_MS
/** A login ends 90 days after its sign-in, however often it was refreshed. */
const LOGIN_MS = 90 * DAY_MS

function refreshUntil(loginCreatedAt: number, now: number): number {
  return Math.min(now + REFRESH_MS, loginCreatedAt + LOGIN_MS)
}

async function tokensOf(ctx: Ctx, of: { userId: UserId; loginId: LoginId }, refreshToken: string): Promise<Tokens> {
  return { accessToken: await signAccess(ctx.env, of, ctx.now), refreshToken, expiresIn: ACCESS_SECONDS }
}

/** A new login with its tokens; `statements` belong into the caller's batch and open it only while `proof` stands. */
export async function newLogin(
  ctx: Ctx,
  userId: UserId,
  method: SignInMethod,
  of: { readonly proof?: Proof; readonly isSignIn?: boolean } = {},
): Promise<{ loginId: LoginId; tokens: Tokens; statements: D1PreparedStatement[] }> {
  const loginId = LoginIdSchema.parse(ctx.ids.next('login'))
  const refreshToken = secret()
  return {
    loginId,
    tokens: await tokensOf(ctx, { userId, loginId }, refreshToken),
    statements: openLogin(
      ctx.db,
      {
        loginId,
        userId,
        method,
        historyId: (of.isSignIn ?? true) ? `hist_${loginId}` : null,
        refreshHash: digest(refreshToken),
        refreshUntil: refreshUntil(ctx.now, ctx.now),
        facts: loginFacts(ctx.caller),
        now: ctx.now,
      },
      of.proof,
    ),
  }
}

/** Tokens that follow a refresh token; null if a successor of it was used meanwhile. */
export async function successorOf(ctx: Ctx, hash: string, row: RefreshRow): Promise<Tokens | null> {
  const refreshToken = secret()
  const stands = await rotate(ctx.db, { hash, row, successor: digest(refreshToken), until: refreshUntil(row.login_created_at, ctx.now), now: ctx.now })
  return stands ? tokensOf(ctx, { userId: row.user_id, loginId: row.login_id }, refreshToken) : null
}
