import { closeSync, openSync, readFileSync, renameSync, unlinkSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { HostFailure } from './failure.ts'

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EPERM'
  }
}

/** When the process began, so that a number that was given again is not taken for the old holder; null where the system does not say. */
function bornAt(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? null
  } catch {
    return null
  }
}

/** Holds a data folder. */
export interface Lock {
  /** Says at which address the folder is served, for the commands of the operator. */
  serves(url: string): void
  release(): void
}

/** Takes the folder for this process; says who holds it if somebody does. A lock whose process died is taken over. */
export function lockFolder(dataDir: string, url: string): Lock {
  const path = join(dataDir, 'lock')
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const file = openSync(path, 'wx')
      const text = (at: string) => JSON.stringify({ pid: process.pid, born: bornAt(process.pid), url: at })
      writeSync(file, text(url))
      closeSync(file)
      return {
        serves: (at) => {
          writeFileSync(`${path}.new`, text(at))
          renameSync(`${path}.new`, path)
        },
        release: () => unlinkSync(path),
      }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      const holder = holderOf(path)
      if (holder)
        throw new HostFailure(
          `The data folder ${dataDir} is held by process ${holder.pid}, which serves ${holder.url}. Stop it first, or choose another folder with DATA_DIR.`,
        )
      try {
        unlinkSync(path)
      } catch {
        // Another start took the dead lock away in the same moment: the next round finds its lock.
      }
    }
  }
  throw new HostFailure(`The data folder ${dataDir} is being started by another process.`)
}

/** Who holds a folder, if that process still lives. */
export function holderOf(path: string): { pid: number; url: string } | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof value !== 'object' || value === null || !('pid' in value) || typeof value.pid !== 'number') return null
    const born = 'born' in value ? value.born : null
    const same = isAlive(value.pid) && (born === null || born === bornAt(value.pid))
    return same ? { pid: value.pid, url: 'url' in value ? String(value.url) : '' } : null
  } catch {
    return null
  }
}
