import { addMembers, createRoom, removeMember, updateRoom } from '@studymate/contract/chat'
import { acceptMatch, rejectMatch, requestMatch, withdrawMatch } from '@studymate/contract/matching'
import type { RequestId, RoomId } from '@studymate/contract/values'
import { RoomId as RoomIdSchema } from '@studymate/contract/values'
import { fresh } from '../actors.ts'
import type { Person } from '../actors.ts'
import { Claim } from './ledger.ts'
import { token } from './talker.ts'
import type { Round } from './talker.ts'
import type { Victim } from './victim.ts'

/** What became of a request. */
export type Outcome = 'none' | 'open' | 'accepted' | 'rejected' | 'withdrawn'

/** A request from one to another, and what of it was confirmed. */
export interface Asked {
  readonly from: Person
  readonly to: Person
  readonly hello: string
  readonly outcome: Claim<Outcome>
  /** Known once it was confirmed. */
  requestId: RequestId | null
  roomId: RoomId | null
}

/** Asks people one after the other, and answers in their place: a pair meets once. */
export class Asker {
  readonly #victim: Victim
  readonly #pairs: [Person, Person][]
  readonly asked: Asked[] = []
  confirmed = 0
  constructor(victim: Victim, pairs: readonly [Person, Person][]) {
    this.#victim = victim
    this.#pairs = pairs.slice()
  }

  async run(round: Round): Promise<void> {
    while (!round.isLast && this.#victim.isRunning) {
      const [from, to] = this.#pairs.shift() ?? []
      if (!from || !to) return
      const one: Asked = { from, to, hello: `${token()} 반가워요`, outcome: new Claim<Outcome>('none'), requestId: null, roomId: null }
      this.asked.push(one)
      await this.#ask(one, round)
    }
  }

  #done(round: Round): void {
    this.confirmed += 1
    round.confirmed()
  }

  async #ask(one: Asked, round: Round): Promise<void> {
    const { from, to, hello, outcome } = one
    const asking = outcome.ask('open')
    const made = await this.#victim.ask(() => from.call(requestMatch, { targetUserId: to.userId, message: hello }))
    if (!made) return
    one.requestId = made.requestId
    outcome.came(asking)
    this.#done(round)
    const dice = round.random()
    const { requestId } = made
    if (dice < 0.25) return
    const answering = outcome.ask(dice < 0.65 ? 'accepted' : dice < 0.8 ? 'rejected' : 'withdrawn')
    if (answering.value === 'accepted') {
      const match = await this.#victim.ask(() => to.call(acceptMatch, { requestId }))
      if (!match) return
      one.roomId = match.roomId
    } else {
      const [who, what] = answering.value === 'rejected' ? ([to, rejectMatch] as const) : ([from, withdrawMatch] as const)
      if (!(await this.#victim.ask(() => who.call(what, { requestId })))) return
    }
    outcome.came(answering)
    this.#done(round)
  }
}

/** A group and what its people did with it. */
export interface Made {
  readonly roomId: RoomId
  readonly title: string
  /** By person: are they in it? */
  readonly seats: readonly { readonly who: Person; readonly isIn: Claim<boolean> }[]
  readonly muted: { readonly by: Person; readonly on: Claim<boolean> }
}

/** Makes groups of the same four people: made by the first, who takes the fourth in; the third leaves, the second mutes it. */
export class Maker {
  readonly #victim: Victim
  readonly #people: readonly [Person, Person, Person, Person]
  readonly #most: number
  readonly made: Made[] = []
  confirmed = 0
  constructor(victim: Victim, people: readonly [Person, Person, Person, Person], most: number) {
    this.#victim = victim
    this.#people = people
    this.#most = most
  }

  async run(round: Round): Promise<void> {
    for (let left = this.#most; left > 0 && !round.isLast && this.#victim.isRunning; left--) await this.#make(round)
  }

  async #make(round: Round): Promise<void> {
    const [a, b, c, d] = this.#people
    const done = () => {
      this.confirmed += 1
      round.confirmed()
    }
    const title = `모임 ${fresh()}`
    const room = await this.#victim.ask(() =>
      a.call(createRoom, { participantIds: [b.userId, c.userId], title }, { 'idempotency-key': title.replace('모임 ', 'g') }),
    )
    if (!room) return
    const seats = [a, b, c, d].map((who) => ({ who, isIn: new Claim(who !== d) }))
    const one: Made = { roomId: RoomIdSchema.parse(room.roomId), title, seats, muted: { by: b, on: new Claim(false) } }
    this.made.push(one)
    done()
    const { roomId } = one
    const dIn = seats[3]?.isIn.ask(true)
    if (!dIn || !(await this.#victim.ask(() => a.call(addMembers, { roomId, userIds: [d.userId] })))) return
    seats[3]?.isIn.came(dIn)
    done()
    const cOut = seats[2]?.isIn.ask(false)
    if (!cOut || !(await this.#victim.ask(() => c.call(removeMember, { roomId, userId: c.userId })))) return
    seats[2]?.isIn.came(cOut)
    done()
    const wish = one.muted.on.ask(true)
    if (!(await this.#victim.ask(() => b.call(updateRoom, { roomId, muted: true })))) return
    one.muted.on.came(wish)
    done()
  }
}
