import type { Measured } from '#audio/measured'
import { mp4Seconds } from '#audio/mp4'
import { oggSeconds } from '#audio/ogg'
import { sniffContainer } from '#audio/sniff'
import type { Container } from '#audio/sniff'
import { wavSeconds } from '#audio/wav'
import { webmSeconds } from '#audio/webm'

/** A recording that was read: what it is, and how long, in seconds. */
export interface MeasuredAudio {
  readonly container: Container
  readonly seconds: number
}

/** Why a recording is not taken: `not-audio` it is none, or as {@link Measured} says; `container` is known of all but `not-audio`. */
export type UnmeasuredAudio =
  | { readonly unreadable: 'not-audio'; readonly container: null }
  | { readonly unreadable: 'empty' | 'cut' | 'broken' | 'unsupported'; readonly container: Container }

const READERS: Readonly<Partial<Record<Container, (bytes: Uint8Array) => Measured>>> = { wav: wavSeconds, webm: webmSeconds, mp4: mp4Seconds, ogg: oggSeconds }

/**
 * How long a recording is, by its content alone: neither its label nor a length that its header claims counts (field cases F59, F60). What a browser's
 * recorder makes is read (WebM, MP4, Ogg), and WAV; other containers are `unsupported`. Never throws; work follows the bytes.
 */
export function measureAudio(bytes: Uint8Array): MeasuredAudio | UnmeasuredAudio {
  const container = sniffContainer(bytes)
  if (container === null) return { unreadable: 'not-audio', container }
  const result: Measured = READERS[container]?.(bytes) ?? { reason: 'unsupported' }
  return 'reason' in result ? { unreadable: result.reason, container } : { container, seconds: result.seconds }
}
