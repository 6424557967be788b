import type { ServerFrame } from '@studymate/contract/live'

/** Frames for devices of a person: all of them, the one that asked, or all the others. */
export interface Parcel {
  readonly frames: ServerFrame[]
  readonly only?: string
  readonly except?: string
}

/** The frames of some parcels that go to one socket, in order. */
export function framesFor(parcels: readonly Parcel[], socketId: string): ServerFrame[] {
  return parcels.flatMap(({ frames, only, except }) => ((only === undefined || only === socketId) && except !== socketId ? frames : []))
}
