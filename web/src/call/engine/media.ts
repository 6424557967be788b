import { Store } from '#call/engine/store'

export type Kind = 'mic' | 'camera'

/**
 * Where a device stands: `off`, `asking` while the browser asks the person, `on`, or why it is not: `denied` by the person or the browser,
 * `missing` where there is none, `taken` by another program, `insecure` where the browser gives none on this address.
 */
export type DeviceState = 'off' | 'asking' | 'on' | 'denied' | 'missing' | 'taken' | 'insecure'

export interface MediaSnapshot {
  readonly mic: DeviceState
  readonly camera: DeviceState
  /** The microphone is on, but sends silence. */
  readonly muted: boolean
  readonly micTrack: MediaStreamTrack | null
  readonly cameraTrack: MediaStreamTrack | null
  /** For the own tile; null while the camera is off. */
  readonly preview: MediaStream | null
  readonly mics: readonly MediaDeviceInfo[]
  readonly cameras: readonly MediaDeviceInfo[]
  readonly micId: string | null
  readonly cameraId: string | null
}

const EMPTY: MediaSnapshot = {
  mic: 'off',
  camera: 'off',
  muted: false,
  micTrack: null,
  cameraTrack: null,
  preview: null,
  mics: [],
  cameras: [],
  micId: null,
  cameraId: null,
}

function reasonOf(error: unknown): DeviceState {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotReadableError' || name === 'AbortError') return 'taken'
  return 'missing'
}

/** Microphone and camera of this page. Whatever it opened it closes: also what the browser hands over after the person has gone (F39). */
export class LocalMedia {
  readonly #store = new Store<MediaSnapshot>(EMPTY)
  // Each wish has a number: a track that comes for an older one is closed at once.
  readonly #wish: Record<Kind, number> = { mic: 0, camera: 0 }
  #watchesDevices = false

  readonly subscribe = this.#store.subscribe
  readonly snapshot = this.#store.snapshot

  /** Asks the browser for a device. The person may take their time. */
  async turnOn(kind: Kind, deviceId: string | null = this.snapshot()[kind === 'mic' ? 'micId' : 'cameraId']): Promise<void> {
    const wish = ++this.#wish[kind]
    // The browser's types say that it is always there; on a page without TLS it is not.
    const devices: MediaDevices | undefined = navigator.mediaDevices
    if (devices === undefined) return this.#store.set({ [kind]: 'insecure' })
    this.#store.set({ [kind]: 'asking' })
    try {
      const choice = deviceId === null ? {} : { deviceId: { ideal: deviceId } }
      const stream = await devices.getUserMedia(
        kind === 'mic'
          ? { audio: { ...choice, echoCancellation: true, noiseSuppression: true, autoGainControl: true } }
          : { video: { ...choice, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } } },
      )
      const track = stream.getTracks()[0]
      if (wish !== this.#wish[kind] || !track) {
        for (const late of stream.getTracks()) late.stop()
        return
      }
      this.#close(kind)
      track.addEventListener('ended', () => {
        if (this.#trackOf(kind) === track) this.#forget(kind, 'missing')
      })
      this.#keep(kind, track)
      await this.#listDevices()
    } catch (error) {
      if (wish === this.#wish[kind]) this.#forget(kind, reasonOf(error))
    }
  }

  /** Closes a device: its light goes out. */
  turnOff(kind: Kind): void {
    this.#wish[kind]++
    this.#forget(kind, 'off')
  }

  /** Silence without giving the microphone back, or speech again. */
  mute(muted: boolean): void {
    const { micTrack } = this.snapshot()
    if (micTrack) micTrack.enabled = !muted
    this.#store.set({ muted })
  }

  /** Chooses a device; where that kind is on, it changes at once. */
  async choose(kind: Kind, deviceId: string): Promise<void> {
    this.#store.set(kind === 'mic' ? { micId: deviceId } : { cameraId: deviceId })
    if (this.snapshot()[kind] === 'on') await this.turnOn(kind, deviceId)
  }

  /** Closes everything, also what is still being asked for. */
  stop(): void {
    this.turnOff('mic')
    this.turnOff('camera')
    this.#store.set({ muted: false })
    if (this.#watchesDevices) navigator.mediaDevices.removeEventListener('devicechange', this.#onDevices)
    this.#watchesDevices = false
  }

  #trackOf(kind: Kind): MediaStreamTrack | null {
    return kind === 'mic' ? this.snapshot().micTrack : this.snapshot().cameraTrack
  }

  #keep(kind: Kind, track: MediaStreamTrack): void {
    const id = track.getSettings().deviceId ?? null
    if (kind === 'camera') return this.#store.set({ camera: 'on', cameraTrack: track, preview: new MediaStream([track]), cameraId: id })
    track.enabled = !this.snapshot().muted
    this.#store.set({ mic: 'on', micTrack: track, micId: id })
  }

  #close(kind: Kind): void {
    this.#trackOf(kind)?.stop()
  }

  #forget(kind: Kind, state: DeviceState): void {
    this.#close(kind)
    this.#store.set(kind === 'mic' ? { mic: state, micTrack: null } : { camera: state, cameraTrack: null, preview: null })
  }

  readonly #onDevices = (): void => {
    void this.#listDevices()
  }

  async #listDevices(): Promise<void> {
    if (!this.#watchesDevices) {
      this.#watchesDevices = true
      navigator.mediaDevices.addEventListener('devicechange', this.#onDevices)
    }
    const all = (await navigator.mediaDevices.enumerateDevices()).filter(({ deviceId }) => deviceId !== '')
    this.#store.set({ mics: all.filter(({ kind }) => kind === 'audioinput'), cameras: all.filter(({ kind }) => kind === 'videoinput') })
  }
}
