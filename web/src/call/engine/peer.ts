import type { CallClientFrame, CallServerFrame } from '@studymate/contract/signaling'
import type { ConnectionId } from '@studymate/contract/signaling'
import type { UserId } from '@studymate/contract/values'

/** `new` until media flows for the first time, `linked`, `lost` while it is being linked again. */
export type LinkState = 'new' | 'linked' | 'lost'

/** What a link needs of the call around it. */
export interface PeerPorts {
  send(frame: CallClientFrame): boolean
  /** Servers with passwords that are fresh at this moment. */
  iceServers(): Promise<RTCIceServer[]>
  onChange(): void
}

type Signal = Extract<CallServerFrame, { type: 'offer' | 'answer' | 'ice-candidate' | 'renegotiate' }>

/** How long a link may be disconnected before it is restarted: short gaps mend themselves. */
const PATIENCE_MS = 2_500

/**
 * The link to one page of one person: perfect negotiation (W3C WebRTC §10.7) with one change. Where two offers meet, the polite side takes its
 * own back; but Chromium (153) loses the picture of both directions when an offer of a running link is rolled back. So between our own pages
 * only the impolite side offers, and the polite one asks it to. The impolite side lays one place for sound and one for the picture; devices
 * come and go in them without a new negotiation.
 */
export class PeerLink {
  readonly userId: UserId
  readonly connectionId: ConnectionId
  /** Sound and picture of the other side, each alone, so that each goes to its own element. */
  readonly audio = new MediaStream()
  readonly video = new MediaStream()
  state: LinkState = 'new'
  readonly #polite: boolean
  readonly #ports: PeerPorts
  #pc: RTCPeerConnection | null = null
  #isMakingOffer = false
  #ignoresOffer = false
  #closed = false
  #patience: ReturnType<typeof setTimeout> | undefined
  #mine: { mic: MediaStreamTrack | null; camera: MediaStreamTrack | null } = { mic: null, camera: null }
  readonly #stream = new MediaStream()
  // Signals wait for the connection, which waits for its servers.
  #work: Promise<void> = Promise.resolve()

  constructor(of: { userId: UserId; connectionId: ConnectionId; polite: boolean; ports: PeerPorts }) {
    this.userId = of.userId
    this.connectionId = of.connectionId
    this.#polite = of.polite
    this.#ports = of.ports
    this.#work = this.#open()
  }

  async #open(): Promise<void> {
    // Without an answer a link inside one network may still come about; the next restart asks again.
    const iceServers = await this.#ports.iceServers().catch(() => [])
    if (this.#closed) return
    const pc = new RTCPeerConnection({ iceServers, bundlePolicy: 'max-bundle' })
    this.#pc = pc
    pc.addEventListener('track', ({ track }) => {
      const stream = track.kind === 'audio' ? this.audio : this.video
      for (const old of stream.getTracks()) stream.removeTrack(old)
      stream.addTrack(track)
      this.#ports.onChange()
    })
    pc.addEventListener('icecandidate', ({ candidate }) => this.#say({ type: 'ice-candidate', candidate: candidateOf(candidate) }))
    pc.addEventListener('negotiationneeded', () => void (this.#polite ? this.#say({ type: 'renegotiate' }) : this.#offer()))
    pc.addEventListener('connectionstatechange', () => this.#follow(pc.connectionState))
    pc.addEventListener('iceconnectionstatechange', () => {
      if (pc.iceConnectionState === 'disconnected' || pc.iceConnectionState === 'failed') this.#follow(pc.iceConnectionState)
    })
    if (this.#polite) return
    pc.addTransceiver('audio', { streams: [this.#stream] })
    pc.addTransceiver('video', { streams: [this.#stream] })
    await this.#fill()
  }

  #follow(state: RTCPeerConnectionState | RTCIceConnectionState): void {
    clearTimeout(this.#patience)
    if (this.#closed) return
    if (state === 'connected') this.#become('linked')
    if (state === 'disconnected') {
      this.#become(this.state === 'new' ? 'new' : 'lost')
      this.#patience = setTimeout(() => void this.restart(), PATIENCE_MS)
    }
    if (state === 'failed') {
      this.#become('lost')
      void this.restart()
    }
  }

  #become(state: LinkState): void {
    if (this.state === state) return
    this.state = state
    this.#ports.onChange()
  }

  /** Looks for a new way, with fresh passwords for the servers (F38). */
  async restart(): Promise<void> {
    clearTimeout(this.#patience)
    const pc = this.#pc
    if (!pc || this.#closed) return
    try {
      pc.setConfiguration({ ...pc.getConfiguration(), iceServers: await this.#ports.iceServers() })
    } catch {
      // Without an answer the old servers must do.
    }
    if (!this.#isOver(pc)) pc.restartIce()
    // Should this offer be lost with the line, try again.
    this.#patience = setTimeout(() => {
      if (!this.#isOver(pc) && pc.connectionState !== 'connected') void this.restart()
    }, PATIENCE_MS * 4)
  }

  /** The signaling line is back: what was on its way may be lost. */
  resume(): void {
    const pc = this.#pc
    if (!pc || this.#closed) return
    if (pc.signalingState === 'have-local-offer' && pc.localDescription) this.#say({ type: 'offer', sdp: pc.localDescription.sdp })
    else if (pc.connectionState !== 'connected') void this.restart()
  }

  /** Sends these tracks from now on; null sends nothing. */
  async use(mic: MediaStreamTrack | null, camera: MediaStreamTrack | null): Promise<void> {
    this.#mine = { mic, camera }
    await this.#fill()
  }

  async #fill(): Promise<void> {
    for (const transceiver of this.#pc?.getTransceivers() ?? []) {
      const track = transceiver.receiver.track.kind === 'audio' ? this.#mine.mic : this.#mine.camera
      if (transceiver.sender.track !== track) await transceiver.sender.replaceTrack(track).catch(() => undefined)
    }
  }

  async #offer(): Promise<void> {
    const pc = this.#pc
    if (!pc || this.#closed) return
    try {
      this.#isMakingOffer = true
      await pc.setLocalDescription()
      if (pc.localDescription) this.#say({ type: 'offer', sdp: pc.localDescription.sdp })
    } catch (error) {
      if (!this.#isOver(pc)) console.warn('offer', error)
    } finally {
      this.#isMakingOffer = false
    }
  }

  /** Takes a signal of the other side, in the order of arrival. */
  take(signal: Signal): void {
    this.#work = this.#work
      .then(() => this.#take(signal))
      .catch((error: unknown) => {
        if (!this.#closed) console.warn(signal.type, error)
      })
  }

  async #take(signal: Signal): Promise<void> {
    const pc = this.#pc
    if (!pc || this.#closed) return
    if (signal.type === 'renegotiate') {
      // An offer that is on its way is what was asked for.
      if (!this.#polite && !this.#isMakingOffer && pc.signalingState === 'stable') await this.restart()
      return
    }
    if (signal.type === 'ice-candidate') {
      try {
        const { candidate } = signal
        await pc.addIceCandidate(
          candidate
            ? {
                candidate: candidate.candidate,
                sdpMid: candidate.sdpMid ?? null,
                sdpMLineIndex: candidate.sdpMLineIndex ?? null,
                usernameFragment: candidate.usernameFragment ?? null,
              }
            : undefined,
        )
      } catch (error) {
        if (!this.#ignoresOffer) throw error
      }
      return
    }
    const isCollision = signal.type === 'offer' && (this.#isMakingOffer || pc.signalingState !== 'stable')
    this.#ignoresOffer = !this.#polite && isCollision
    if (this.#ignoresOffer) return
    // An answer to an offer that was taken back.
    if (signal.type === 'answer' && pc.signalingState !== 'have-local-offer') return
    // The polite side's own offer is taken back by itself (implicit rollback).
    await pc.setRemoteDescription({ type: signal.type, sdp: signal.sdp })
    if (signal.type === 'answer') return
    for (const transceiver of pc.getTransceivers()) {
      if (transceiver.direction !== 'recvonly') continue
      transceiver.direction = 'sendrecv'
      transceiver.sender.setStreams(this.#stream)
    }
    await this.#fill()
    await pc.setLocalDescription()
    if (pc.localDescription) this.#say({ type: 'answer', sdp: pc.localDescription.sdp })
  }

  #say(
    frame:
      | { type: 'renegotiate' }
      | { type: 'offer' | 'answer'; sdp: string }
      | { type: 'ice-candidate'; candidate: Extract<CallClientFrame, { type: 'ice-candidate' }>['candidate'] },
  ): void {
    this.#ports.send({ ...frame, to: this.userId, toConnection: this.connectionId })
  }

  #isOver(pc: RTCPeerConnection): boolean {
    return this.#closed || pc.signalingState === 'closed'
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#patience)
    this.#pc?.close()
    this.#pc = null
  }

  /** The connection itself, for figures and tests. */
  get connection(): RTCPeerConnection | null {
    return this.#pc
  }
}

function candidateOf(candidate: RTCIceCandidate | null): Extract<CallClientFrame, { type: 'ice-candidate' }>['candidate'] {
  if (candidate === null) return null
  const { candidate: line, sdpMid, sdpMLineIndex, usernameFragment } = candidate
  return { candidate: line, sdpMid, sdpMLineIndex, usernameFragment }
}
