// oxlint-disable-next-line import/default -- the address of the built file, made by the bundler
import captureUrl from './capture.worklet.ts?worker&url'
import type { CapturedSamples } from './capture.worklet.ts'

/** Why there is no microphone: refused by person or browser, none there, used by another program, or a page that is not secure. */
export type MicProblem = 'denied' | 'missing' | 'busy' | 'insecure' | 'unsupported'

/** An open microphone. `close` ends every track; twice is harmless. */
export interface Microphone {
  /** Samples a second of what is handed on. */
  readonly sampleRate: number
  close(): void
}

const WANTED = 16_000

function problemOf(error: unknown): MicProblem {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing'
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy'
  return 'unsupported'
}

// Some browsers refuse to join a microphone and a context of another rate: those record at their own, and it is resampled at the end.
async function connect(stream: MediaStream, sampleRate: number | null): Promise<{ context: AudioContext; source: MediaStreamAudioSourceNode }> {
  const context = sampleRate === null ? new AudioContext() : new AudioContext({ sampleRate })
  try {
    await context.audioWorklet.addModule(captureUrl)
    return { context, source: context.createMediaStreamSource(stream) }
  } catch (error) {
    await context.close()
    throw error
  }
}

/**
 * Opens the microphone and hands on its samples (mono, −1…1). With `isWanted` false by the time the browser asks back, everything is
 * closed again at once: somebody may leave before the prompt is answered. `onLost` is called when the microphone goes away by itself.
 */
export async function openMicrophone(
  onSamples: (samples: Float32Array) => void,
  isWanted: () => boolean,
  onLost: () => void,
): Promise<Microphone | MicProblem | 'unwanted'> {
  if (!window.isSecureContext) return 'insecure'
  if (navigator.mediaDevices === undefined || typeof AudioWorkletNode === 'undefined') return 'unsupported'
  let stream: MediaStream
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true } })
  } catch (error) {
    return problemOf(error)
  }
  const stopTracks = () => {
    for (const track of stream.getTracks()) track.stop()
  }
  if (!isWanted()) {
    stopTracks()
    return 'unwanted'
  }
  try {
    const { context, source } = await connect(stream, WANTED).catch(() => connect(stream, null))
    const node = new AudioWorkletNode(context, 'capture', { numberOfInputs: 1, numberOfOutputs: 0, channelCount: 1, channelCountMode: 'explicit' })
    let isOpen = true
    node.port.addEventListener('message', ({ data }: MessageEvent<CapturedSamples>) => {
      if (isOpen) onSamples(data)
    })
    node.port.start()
    for (const track of stream.getTracks()) track.addEventListener('ended', () => isOpen && onLost())
    source.connect(node)
    const close = () => {
      if (!isOpen) return
      isOpen = false
      stopTracks()
      source.disconnect()
      node.port.close()
      void context.close()
    }
    if (!isWanted()) {
      close()
      return 'unwanted'
    }
    await context.resume()
    return { sampleRate: context.sampleRate, close }
  } catch {
    stopTracks()
    return 'unsupported'
  }
}
