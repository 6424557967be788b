import type { ServerFrame } from '@studymate/contract/live'

/** Whom of a person's devices a parcel is for: all, or only one, or all but one. */
export interface For {
  readonly only?: string
  readonly except?: string
}

/** Frames for devices of a person, as JSON: written once, however many people and devices get them. */
export interface Parcel extends For {
  readonly frames: readonly string[]
}

/** Makes a parcel of frames. */
export function parcel(frames: readonly ServerFrame[], to: For = {}): Parcel {
  return { frames: frames.map((frame) => JSON.stringify(frame)), ...to }
}

/** The frames of some parcels that go to one socket, in order. */
export function framesFor(parcels: readonly Parcel[], socketId: string): string[] {
  return parcels.flatMap(({ frames, only, except }) => ((only === undefined || only === socketId) && except !== socketId ? frames : []))
}
