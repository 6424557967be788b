import type { SessionId } from '@studymate/contract/values'
import type { WorkerEnv } from '#edge/context'
import { log } from '#edge/log'
import { personOf } from '#live/person'
import { twoOf } from './store.ts'

/** Lets the devices of both people know that a session stands otherwise than before. A lost word does no harm: who comes back asks anew. */
export async function sessionChanged(env: WorkerEnv, sessionId: SessionId): Promise<void> {
  try {
    const two = await twoOf(env.DB, sessionId)
    await Promise.all(two.map((userId) => personOf(env, userId).deliver([{ type: 'SESSION_CHANGED', sessionId }])))
  } catch (error) {
    log('warn', 'a session could not be told of', { error: String(error) })
  }
}
