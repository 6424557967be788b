import type { ServerFrame } from '@studymate/contract/live'
import { CorrectionContent, WordContent } from '@studymate/contract/message'
import type { MessageContent } from '@studymate/contract/message'
import { createTicket } from '@studymate/contract/system'
import { createUpload } from '@studymate/contract/uploads'
import type { UploadPurpose } from '@studymate/contract/uploads'
import type { MessageId, UploadId } from '@studymate/contract/values'
import { cleanImage } from '@studymate/domain/images/clean'
import { fresh } from '../actors.ts'
import type { Person } from '../actors.ts'
import { LiveClient } from '../live-client.ts'
import { jpeg } from '../pictures.ts'
import { wav } from '../sounds.ts'
import { Claim } from './ledger.ts'
import type { Ledger, Spoken } from './ledger.ts'
import type { Victim } from './victim.ts'

/** Things of one device that are under way at once. */
const DEPTH = 6
const EMOJI = ['👍', '🙏', '🎉', '👨‍👩‍👧‍👦']
/** Of its newest messages a person changes one. */
const NEWEST = 40

/** What runs in every round: numbers in [0, 1), and who hears of each confirmation. */
export interface Round {
  readonly random: () => number
  readonly confirmed: () => void
  /** Nothing new begins: what waits is sent until it is confirmed. */
  readonly isLast: boolean
}

type Change = { readonly of: 'edits' | 'deletions' | 'reactions'; readonly came: () => void; readonly refused: () => void }

/** A word that nothing else says. */
export function token(): string {
  return `z${fresh().toString(36)}q`
}

function uploadOf(content: MessageContent['content']): UploadId | null {
  return typeof content === 'object' && 'uploadId' in content ? content.uploadId : null
}

/** One device of a person in one room that does everything a person can do there, until its line is gone; next time it sends again what nobody confirmed. */
export class Talker {
  readonly #victim: Victim
  readonly person: Person
  readonly #ledger: Ledger
  readonly #writes: boolean
  /** Files that were taken, and that no message has yet. */
  readonly taken: { readonly uploadId: UploadId; readonly bytes: Uint8Array }[] = []
  #waiting: Spoken[] = []
  readonly #changes = new Map<MessageId, Change>()
  /** How far it has said to have read without hearing of it. */
  #reading: number | null = null
  #uploading = 0

  /** Who does not write reads and reacts: writing moves one's cursor to the end by itself. */
  constructor(victim: Victim, person: Person, ledger: Ledger, writes: boolean) {
    this.#writes = writes
    this.#victim = victim
    this.person = person
    this.#ledger = ledger
  }

  async #connect(): Promise<LiveClient | null> {
    const { url, address } = this.person
    const made = await this.#victim.ask(() => this.person.call(createTicket, {}))
    if (!made) return null
    const client = new LiveClient(`${url.replace('http', 'ws')}/ws?ticket=${encodeURIComponent(made.ticket)}`, { 'x-forwarded-for': address })
    await client.until(() => client.closeCode !== null || client.frames.some(({ type }) => type === 'CONNECTED'))
    return client.closeCode === null ? client : null
  }

  /** Works until the line drops, or in the last round until nothing waits. */
  async run(round: Round): Promise<void> {
    const client = await this.#connect()
    if (!client) return
    this.#changes.clear()
    this.#reading = null
    // Somebody who never comes back for a message: it may stand or not, and never twice.
    if (!round.isLast) this.#waiting = this.#waiting.filter(() => round.random() < 0.9)
    client.send({ type: 'SUBSCRIBE', roomId: this.#ledger.roomId, lastSeq: this.#ledger.lastSeq })
    for (const one of this.#waiting) this.#send(client, one)
    const files: Promise<void>[] = []
    const cursors = new Map<string, number>()
    for (;;) {
      if (round.isLast && this.#waiting.length === 0) break
      for (let free = round.isLast ? 0 : DEPTH - this.#underWay(); free > 0; free--) this.#begin(client, round, files)
      const frame = await client.until(() => client.frames.shift() ?? (client.closeCode !== null ? ('gone' as const) : null))
      if (frame === 'gone') break
      this.#hear(frame, cursors, round)
    }
    await Promise.all(files)
    client.drop()
  }

  #underWay(): number {
    return this.#waiting.length + this.#changes.size + this.#uploading + (this.#reading === null ? 0 : 1)
  }

  #send(client: LiveClient, { clientId, type, content, replyTo }: Spoken): void {
    const message = { clientId, ...(replyTo === null ? {} : { replyTo }), type, content: content.sure }
    client.socket.send(JSON.stringify({ type: 'SEND_MESSAGE', roomId: this.#ledger.roomId, message }))
  }

  #say(client: LiveClient, said: MessageContent, replyTo: MessageId | null = null, bytes: Uint8Array | null = null): void {
    const one: Spoken = {
      by: this.person,
      clientId: `${this.person.userId.slice(-6)}-${fresh()}`,
      type: said.type,
      content: new Claim<MessageContent['content']>(said.content),
      gone: new Claim(false),
      replyTo,
      bytes,
      placed: null,
    }
    this.#ledger.spoken.push(one)
    this.#waiting.push(one)
    this.#send(client, one)
  }

  #begin(client: LiveClient, { random, confirmed }: Round, files: Promise<void>[]): void {
    const { roomId } = this.#ledger
    const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)]
    const standing = this.#ledger.standing().slice(-3 * NEWEST)
    const any = pick(standing)
    const mine = pick(standing.filter(({ by, placed }) => by === this.person && !this.#changes.has(placed.messageId)).slice(-NEWEST))
    const dice = this.#writes ? random() : 0.46 + random() * 0.18
    if (dice < 0.08 && any) return this.#say(client, { type: 'text', content: `${token()} 그렇군요` }, any.placed.messageId)
    const theirs = pick(standing.filter(({ by }) => by !== this.person))
    if (dice < 0.16 && theirs) {
      const content = { messageId: theirs.placed.messageId, corrected: `${token()} 이렇게 말해요`, why: '조사' }
      return this.#say(client, { type: 'correction', content })
    }
    if (dice < 0.22) return this.#say(client, { type: 'word', content: { term: token(), meaning: '낱말', example: `${token()} 한 문장` } })
    if (dice < 0.24 && this.#ledger.sessionId !== null) return this.#say(client, { type: 'session', content: { sessionId: this.#ledger.sessionId } })
    if (dice < 0.3) {
      this.#uploading += 1
      files.push(this.#sendFile(client, random() < 0.5 ? 'chat-image' : 'chat-voice', random(), confirmed).finally(() => (this.#uploading -= 1)))
      return
    }
    if (dice < 0.4 && mine && mine.type !== 'session') return this.#edit(client, mine, mine.placed.messageId)
    if (dice < 0.46 && mine) {
      const wish = mine.gone.ask(true)
      this.#change(mine.placed.messageId, 'deletions', mine.gone, wish)
      client.send({ type: 'DELETE_MESSAGE', roomId, messageId: mine.placed.messageId })
      return
    }
    if (dice < 0.56 && any && !this.#changes.has(any.placed.messageId)) {
      const { messageId } = any.placed
      const [emoji, on] = [pick(EMOJI) ?? '👍', random() < 0.7]
      const claim = this.#ledger.reaction(messageId, this.person.userId, emoji)
      this.#change(messageId, 'reactions', claim, claim.ask(on))
      client.send({ type: 'REACTION', roomId, messageId, emoji, on })
      return
    }
    const cursor = this.#ledger.cursors.get(this.person.userId) ?? 0
    if (dice < 0.64 && this.#reading === null && this.#ledger.lastSeq > cursor) {
      this.#reading = cursor + 1 + Math.floor(random() * (this.#ledger.lastSeq - cursor))
      client.send({ type: 'READ', roomId, seq: this.#reading })
      return
    }
    if (this.#writes) this.#say(client, { type: 'text', content: `${token()} 오늘은 도서관에 갔어요` })
  }

  #change<T>(messageId: MessageId, of: Change['of'], claim: Claim<T>, wish: { readonly value: T }): void {
    this.#changes.set(messageId, { of, came: () => claim.came(wish), refused: () => claim.refused(wish) })
  }

  #edit(client: LiveClient, { content }: Spoken, messageId: MessageId): void {
    const before = content.sure
    const uploadId = uploadOf(before)
    const words = `${token()} 고쳐 썼어요`
    const after: MessageContent['content'] =
      typeof before === 'string'
        ? words
        : uploadId !== null
          ? { uploadId, caption: words }
          : CorrectionContent.safeParse(before).success
            ? { ...CorrectionContent.parse(before), corrected: words }
            : { ...WordContent.parse(before), meaning: words }
    this.#change(messageId, 'edits', content, content.ask(after))
    client.send({ type: 'EDIT_MESSAGE', roomId: this.#ledger.roomId, messageId, content: after })
  }

  async #sendFile(client: LiveClient, purpose: UploadPurpose, chance: number, confirmed: () => void): Promise<void> {
    const n = fresh()
    // Now and then a long one, so that a kill falls into the middle of its bytes.
    const sound = wav(chance < 0.1 ? 20 : 0.3)
    new DataView(sound.buffer).setUint32(60, n)
    const file = purpose === 'chat-image' ? jpeg({ width: 256, height: 16, shade: (x) => ((n >>> (x % 32)) & 1) * 200 }) : sound
    const clean = purpose === 'chat-image' ? cleanImage(file) : { bytes: file }
    if (!('bytes' in clean)) throw new Error('a picture of ours can be read')
    const upload = await this.#victim.ask(() => this.person.call(createUpload, { file: new File([file], 'file'), purpose }))
    if (!upload) return
    this.taken.push({ uploadId: upload.uploadId, bytes: clean.bytes })
    confirmed()
    const content = { uploadId: upload.uploadId, ...(chance < 0.5 ? { caption: `${token()} 보세요` } : {}) }
    if (client.closeCode === null) this.#say(client, { type: purpose === 'chat-image' ? 'image' : 'voice', content }, null, clean.bytes)
  }

  #hear(frame: ServerFrame, cursors: Map<string, number>, { confirmed }: Round): void {
    const ledger = this.#ledger
    // A socket hears of all rooms of its person.
    if ('roomId' in frame && frame.roomId !== ledger.roomId) return
    const moved = (userId: Person['userId'], seq: number) => {
      if (seq < (cursors.get(userId) ?? 0)) throw new Error(`the cursor of ${userId} went back to ${seq}`)
      cursors.set(userId, seq)
      ledger.cursorSeen(userId, seq)
    }
    if (frame.type === 'ACK' && frame.clientId !== undefined) {
      const one = this.#waiting.find(({ clientId }) => clientId === frame.clientId)
      if (!one) throw new Error(`an ACK of nothing: ${JSON.stringify(frame)}`)
      this.#waiting.splice(this.#waiting.indexOf(one), 1)
      one.placed = { messageId: frame.messageId, seq: frame.seq }
      ledger.confirmed.messages += 1
      ledger.cursorSeen(this.person.userId, frame.seq)
      // Whoever writes has read: then nobody is told of a cursor that stands behind.
      if (this.#reading !== null && this.#reading <= frame.seq) this.#reading = null
      confirmed()
    } else if (frame.type === 'ACK') {
      const change = this.#changes.get(frame.messageId)
      if (!change) throw new Error(`an ACK of no change: ${JSON.stringify(frame)}`)
      this.#changes.delete(frame.messageId)
      change.came()
      ledger.confirmed[change.of] += 1
      confirmed()
    } else if (frame.type === 'READ') {
      moved(frame.userId, frame.seq)
      if (frame.userId === this.person.userId && this.#reading !== null && frame.seq >= this.#reading) {
        this.#reading = null
        ledger.confirmed.reads += 1
        confirmed()
      }
    } else if (frame.type === 'SUBSCRIBED') {
      for (const { userId, seq } of frame.readCursors) moved(userId, seq)
      ledger.lastSeq = Math.max(ledger.lastSeq, frame.lastSeq)
    } else if (frame.type === 'MESSAGE') {
      for (const message of frame.messages) {
        if ('hidden' in message) throw new Error('nobody has blocked anybody')
        ledger.shown.set(message.messageId, message.seq)
        ledger.lastSeq = Math.max(ledger.lastSeq, message.seq)
      }
    } else if (frame.type === 'ERROR') {
      // Another may have deleted meanwhile what this one reacts to.
      const about = [...this.#changes.keys()].find((messageId) => messageId === frame.details?.['messageId'])
      const change = about && this.#changes.get(about)
      if (!about || change?.of !== 'reactions' || frame.code !== 'NOT_FOUND') throw new Error(JSON.stringify(frame))
      this.#changes.delete(about)
      change.refused()
    }
  }
}
