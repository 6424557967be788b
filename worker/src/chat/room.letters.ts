import type { ServerFrame } from '@studymate/contract/live'
import type { Message } from '@studymate/contract/message'
import type { RoomId, UserId } from '@studymate/contract/values'
import { asSeen } from '@studymate/domain/chat/sight'
import type { Sight } from '@studymate/domain/chat/sight'
import { parcel } from '#live/parcel'
import type { Parcel } from '#live/parcel'
import type { From } from './room.sending.ts'

interface Letter {
  readonly from: From
  readonly message: Message
  /** The message as JSON. */
  readonly text: string
}

/** What the messages of one flush bring to each member, in order. What many get is written once. */
export class Letters {
  readonly #roomId: RoomId
  readonly #letters: (Letter | { readonly from: From; readonly ack: ServerFrame })[] = []
  readonly #senders = new Set<UserId>()
  #same: readonly Parcel[] | null = null

  constructor(roomId: RoomId) {
    this.#roomId = roomId
  }

  /** To the device that sent: its message stands. */
  acknowledge(from: From, ack: ServerFrame): void {
    this.#senders.add(from.userId)
    this.#letters.push({ from, ack })
  }

  /** To everybody, but not to the device that sent it: that has its `ACK`. */
  tell(from: From, message: Message): void {
    this.#letters.push({ from, message, text: JSON.stringify(message) })
  }

  /** What a member gets of it; nothing where the list is empty. */
  of(userId: UserId, sight: Sight): readonly Parcel[] {
    const seesAll = sight.hides.size === 0 && sight.after === 0
    if (!seesAll || this.#senders.has(userId)) return this.#write(userId, seesAll ? null : sight)
    this.#same ??= this.#write(null, null)
    return this.#same
  }

  #write(userId: UserId | null, sight: Sight | null): Parcel[] {
    const parcels: Parcel[] = []
    let texts: string[] = []
    let except: string | undefined
    const close = () => {
      if (texts.length > 0)
        parcels.push({
          frames: [`{"type":"MESSAGE","roomId":${JSON.stringify(this.#roomId)},"messages":[${texts.join(',')}]}`],
          ...(except === undefined ? {} : { except }),
        })
      texts = []
    }
    for (const letter of this.#letters) {
      const isMine = letter.from.userId === userId
      if ('ack' in letter) {
        if (!isMine) continue
        close()
        parcels.push(parcel([letter.ack], { only: letter.from.socketId }))
        continue
      }
      const from = isMine ? letter.from.socketId : undefined
      if (from !== except) close()
      except = from
      texts.push(sight === null ? letter.text : JSON.stringify(asSeen(letter.message, sight)))
    }
    close()
    return parcels
  }
}
