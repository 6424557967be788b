import type { UserId } from '@studymate/contract/values'
import type { WorkerEnv } from '#edge/context'
import { log } from '#edge/log'
import type { Parcel } from '#live/parcel'
import { personOf } from '#live/person'
import type { InboxEntry } from './inbox.ts'

/** The way from a room to its members' objects. */
export class RoomCourier {
  readonly #env: WorkerEnv
  readonly #keep: (way: Promise<unknown>) => void
  readonly #stubs = new Map<UserId, ReturnType<typeof personOf>>()

  /** `keep` lets the object live until a call has arrived. */
  constructor(env: WorkerEnv, keep: (way: Promise<unknown>) => void) {
    this.#env = env
    this.#keep = keep
  }

  /** Sends to a member's object. Calls on one stub arrive in the order made; a lost one shows as a gap in `seq`, and the client asks again. */
  carry(userId: UserId, parcels: readonly Parcel[], entry: InboxEntry | null = null): void {
    const stub = this.#stubs.get(userId) ?? personOf(this.#env, userId)
    this.#stubs.set(userId, stub)
    this.#keep(
      stub.carry(userId, parcels, entry).catch((error: unknown) => {
        this.#stubs.delete(userId)
        log('warn', 'a member could not be reached', { error: String(error) })
      }),
    )
  }
}
