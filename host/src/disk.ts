import { statfsSync } from 'node:fs'
import { HostFailure } from './failure.ts'

/** Least free space to start with: the databases need room for their logs before they can take a first write. */
export const LEAST_FREE_MB = 20
const LOOK_MS = 1_000

/** Free space of the disk under a folder, in whole MB. */
export function freeMb(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return Math.floor((bavail * bsize) / 1024 / 1024)
}

/** Refuses to start on a disk that is full. */
export function refuseFullDisk(dataDir: string): void {
  const free = freeMb(dataDir)
  if (free < LEAST_FREE_MB)
    throw new HostFailure(
      `The disk with the data folder ${dataDir} is full (${free} MB free, ${LEAST_FREE_MB} are needed). Free some space and start again; nothing was lost.`,
    )
}

/** Tells the operator once when the disk runs full while the server runs, and once when there is room again: the runtime itself names no cause that reads well. */
export function watchDisk(dataDir: string, say: (level: 'info' | 'error', message: string) => void): void {
  let isFull = false
  setInterval(() => {
    const free = freeMb(dataDir)
    if (free < LEAST_FREE_MB === isFull) return
    isFull = !isFull
    if (isFull)
      say(
        'error',
        `The disk with the data folder ${dataDir} is nearly full (${free} MB free). Free some space: what cannot be kept is refused, and nothing that was acknowledged is lost.`,
      )
    else say('info', `The disk with the data folder ${dataDir} has room again (${free} MB free).`)
  }, LOOK_MS).unref()
}
