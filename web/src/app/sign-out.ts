import { logout } from '@studymate/contract/auth'
import { api } from '#app/api'
import { currentSession, forgetSession } from '#app/session'

/**
 * Signs out here, or on all devices. Here it always succeeds, also without a network; everywhere needs the server's word and throws an ApiError
 * without it.
 */
export async function signOut({ everywhere }: { everywhere: boolean }): Promise<void> {
  const session = currentSession()
  if (session) {
    const asked = api.call(logout, { refreshToken: session.refreshToken, everywhere }, { timeout: everywhere ? 30_000 : 4_000 })
    if (everywhere) await asked
    else await asked.catch(() => undefined)
  }
  await forgetSession('asked')
}
