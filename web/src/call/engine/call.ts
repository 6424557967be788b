import { ApiError } from '@studymate/contract/client'
import { iceServers, joinSession, leaveSession, ringPartner } from '@studymate/contract/sessions'
import type { Session } from '@studymate/contract/sessions'
import { CALL_CLOSE, ConnectionId } from '@studymate/contract/signaling'
import type { CallParticipant, CallServerFrame } from '@studymate/contract/signaling'
import { createTicket } from '@studymate/contract/system'
import type { RingEnd } from '@studymate/contract/live'
import type { SessionId, UserId } from '@studymate/contract/values'
import { api } from '#app/api'
import { SignalingLine } from '#call/engine/line'
import type { LineState } from '#call/engine/line'
import type { LocalMedia } from '#call/engine/media'
import { PeerLink } from '#call/engine/peer'
import type { LinkState } from '#call/engine/peer'
import { Store } from '#call/engine/store'
import { live } from '#live/live'

/** Why a call is over here: `left` by this person, `ended` for both, `replaced` by another page of theirs, `gone` when it cannot be entered. */
export type CallOver = 'left' | 'ended' | 'replaced' | 'gone' | 'signed-out'

export interface Remote {
  readonly participant: CallParticipant
  readonly link: LinkState
  readonly audio: MediaStream
  readonly video: MediaStream
}

/** What a page sees of a call. */
export interface CallSnapshot {
  readonly state: 'joining' | 'in' | 'over'
  readonly over: CallOver | null
  readonly session: Session | null
  readonly line: LineState
  /** The partner, once they have come. */
  readonly remote: Remote | null
  /** How the last ring stands; null where none was asked for. */
  readonly ring: 'ringing' | RingEnd | null
  /** The partner went: by leaving, or because their line stayed lost. */
  readonly partnerLeft: 'left' | 'lost' | null
}

const ORIGIN = import.meta.env['VITE_API_URL'] ?? import.meta.env['VITE_WORKERS_API_URL'] ?? window.location.origin

/** One call of this page, outside React: seat, signaling line, link to the partner. */
export class CallEngine {
  readonly sessionId: SessionId
  readonly #self: UserId
  readonly #media: LocalMedia
  // Chosen anew with each page: the partner's side sees by it that the link must be new too.
  readonly #connectionId: ConnectionId = ConnectionId.parse(crypto.randomUUID())
  readonly #store = new Store<CallSnapshot>({ state: 'joining', over: null, session: null, line: 'connecting', remote: null, ring: null, partnerLeft: null })
  #line: SignalingLine | null = null
  #link: PeerLink | null = null
  #participant: CallParticipant | null = null
  readonly #stops: (() => void)[] = []
  #closed = false

  readonly subscribe = this.#store.subscribe
  readonly snapshot = this.#store.snapshot

  constructor(of: { sessionId: SessionId; self: UserId; media: LocalMedia }) {
    this.sessionId = of.sessionId
    this.#self = of.self
    this.#media = of.media
    this.#stops.push(
      this.#media.subscribe(() => this.#showMedia()),
      live.on('RING_ENDED', ({ sessionId, reason }) => {
        if (sessionId === this.sessionId && this.snapshot().ring !== null) this.#store.set({ ring: reason })
      }),
    )
  }

  /** Takes the seat, opens the line, and rings the partner where that is wished. */
  async enter(ring: boolean): Promise<void> {
    if (!(await this.#sit())) return
    this.#line = new SignalingLine({
      open: async () => {
        const { ticket } = await api.call(createTicket, {})
        const query = new URLSearchParams({ ticket, connection: this.#connectionId })
        return new WebSocket(`${ORIGIN.replace(/^http/, 'ws')}/ws/session/${this.sessionId}?${query}`)
      },
      onFrame: (frame) => this.#hear(frame),
      onState: (state, code) => void this.#onLine(state, code),
    })
    if (ring) await this.ring()
  }

  async #sit(): Promise<boolean> {
    for (let attempt = 0; ; attempt++) {
      try {
        const { session } = await api.call(joinSession, { sessionId: this.sessionId })
        if (this.#closed) return false
        this.#store.set({ session, state: 'in' })
        return true
      } catch (error) {
        if (this.#closed) return false
        const isNetwork = error instanceof ApiError && error.code === 'NETWORK_ERROR'
        if (!isNetwork || attempt > 20) {
          this.#finish('gone')
          return false
        }
        await new Promise((resolve) => setTimeout(resolve, Math.min(8_000, 500 * 2 ** attempt)))
      }
    }
  }

  /** Rings all devices of the partner. */
  async ring(): Promise<void> {
    if (this.#participant) return
    this.#store.set({ ring: 'ringing', partnerLeft: null })
    try {
      const { state } = await api.call(ringPartner, { sessionId: this.sessionId })
      if (state !== 'ringing' && !this.#closed) this.#store.set({ ring: state === 'busy' ? 'busy' : 'accepted' })
    } catch {
      if (!this.#closed) this.#store.set({ ring: 'missed' })
    }
  }

  async #onLine(line: LineState, code: number | null): Promise<void> {
    this.#store.set({ line })
    if (line !== 'closed' || this.#closed) return
    // The seat was given away while the line was lost: sit down again, once; where that fails, the call is over.
    if (code === CALL_CLOSE.refused && this.snapshot().remote !== null) {
      this.#dropLink()
      return this.enter(false)
    }
    if (code === CALL_CLOSE.replaced) return this.#finish('replaced')
    if (code === CALL_CLOSE.left) return this.#finish('left')
    if (code === CALL_CLOSE.ended) return this.#finish('ended')
    this.#finish(code === CALL_CLOSE.loginEnded || code === CALL_CLOSE.badStart ? 'signed-out' : 'gone')
  }

  #hear(frame: CallServerFrame): void {
    switch (frame.type) {
      case 'CONNECTED':
        this.#showMedia()
        for (const participant of frame.participants) this.#meet(participant)
        if (frame.participants.length === 0) this.#part(this.#participant === null ? null : 'left')
        return
      case 'peer-joined':
        return this.#meet(frame.participant)
      case 'peer-lost':
        if (this.#participant?.userId === frame.userId) this.#setParticipant({ ...this.#participant, connected: false })
        return
      case 'peer-left':
        return this.#part(frame.reason)
      case 'media-state':
        if (this.#participant?.userId === frame.from) this.#setParticipant({ ...this.#participant, mic: frame.mic, camera: frame.camera })
        return
      case 'offer':
      case 'answer':
      case 'ice-candidate':
      case 'renegotiate':
        if (this.#link?.connectionId === frame.fromConnection) this.#link.take(frame)
        return
      case 'ended':
        return this.#finish('ended')
      case 'PONG':
      case 'ERROR':
    }
  }

  #meet(participant: CallParticipant): void {
    if (participant.userId === this.#self) return
    this.#participant = participant
    this.#store.set({ partnerLeft: null })
    if (this.#link?.connectionId === participant.connectionId) {
      this.#link.resume()
      return this.#publish()
    }
    this.#dropLink()
    this.#link = new PeerLink({
      userId: participant.userId,
      connectionId: participant.connectionId,
      // Both sides must agree on who gives way; the order of the ids is known to both.
      polite: this.#self < participant.userId,
      ports: {
        send: (frame) => this.#line?.send(frame) ?? false,
        iceServers: async () =>
          (await api.call(iceServers, { sessionId: this.sessionId })).iceServers.map(({ urls, username, credential }) =>
            username === undefined || credential === undefined ? { urls } : { urls, username, credential },
          ),
        onChange: () => this.#publish(),
      },
    })
    this.#showMedia()
    this.#publish()
  }

  #part(reason: 'left' | 'lost' | null): void {
    this.#dropLink()
    this.#participant = null
    this.#store.set({ remote: null, partnerLeft: reason })
  }

  #dropLink(): void {
    this.#link?.close()
    this.#link = null
  }

  #setParticipant(participant: CallParticipant): void {
    this.#participant = participant
    this.#publish()
  }

  #publish(): void {
    const [participant, link] = [this.#participant, this.#link]
    this.#store.set({ remote: participant && link ? { participant, link: link.state, audio: link.audio, video: link.video } : null })
  }

  /** Sends what the devices give, and says what is on. */
  #showMedia(): void {
    const { micTrack, cameraTrack, muted } = this.#media.snapshot()
    void this.#link?.use(micTrack, cameraTrack)
    this.#line?.send({ type: 'media-state', mic: micTrack !== null && !muted, camera: cameraTrack !== null })
  }

  /** Leaves the call; rejects when the service could not be told, and then its clock gives the seat back. */
  async leave(): Promise<void> {
    // Devices and link at once; the page goes on when the service knows, so that it shows the session as it then is.
    this.close()
    this.#store.set({ remote: null, line: 'closed' })
    try {
      await api.call(leaveSession, { sessionId: this.sessionId })
    } finally {
      this.#store.set({ state: 'over', over: 'left' })
    }
  }

  #finish(over: CallOver): void {
    this.close()
    this.#store.set({ state: 'over', over, remote: null, line: 'closed' })
  }

  /** Drops line, link and devices of this page. The seat stays for a minute: the page may come back. */
  close(): void {
    this.#closed = true
    for (const stop of this.#stops.splice(0)) stop()
    this.#dropLink()
    this.#line?.close()
    this.#media.stop()
  }

  /** The connection to the partner, for figures and tests. */
  get connection(): RTCPeerConnection | null {
    return this.#link?.connection ?? null
  }

  /** Looks for a new way to the partner. */
  async relink(): Promise<void> {
    await this.#link?.restart()
  }
}
