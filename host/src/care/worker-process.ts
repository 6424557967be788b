import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

const OWN_NAME = 'workerd'

interface Line {
  readonly pid: number
  readonly parent: number
  readonly name: string
}

function processes(): Line[] {
  if (existsSync('/proc/self/stat')) {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => {
        try {
          const [, name = '', parent = ''] = /\((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
          return [{ pid: Number(pid), parent: Number(parent), name }]
        } catch {
          return []
        }
      })
  }
  if (process.platform === 'win32') return []
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,comm='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .flatMap((match) => (match ? [{ pid: Number(match[1]), parent: Number(match[2]), name: match[3] ?? '' }] : []))
}

function hasOpenIn(pid: number, folder: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`).startsWith(folder))
  } catch {
    return false
  }
}

/**
 * The worker's process below a host: of several (a bench opens two installations) the one that has files of the folder open. Null where there is none, or
 * where this system cannot halt one.
 */
export function workerBelow(hostPid: number, folder: string): number | null {
  const workers = processes().filter(({ parent, name }) => parent === hostPid && name.endsWith(OWN_NAME))
  return (workers.length > 1 ? workers.find(({ pid }) => hasOpenIn(pid, folder)) : workers[0])?.pid ?? null
}

function isHalted(pid: number): boolean {
  if (!existsSync('/proc/self/stat')) return true
  // A process is halted when each of its threads is.
  try {
    return readdirSync(`/proc/${pid}/task`).every((thread) => /\) [TtZX] /.test(readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8')))
  } catch {
    // A thread or the whole process ended meanwhile: the next look tells.
    return !existsSync(`/proc/${pid}`)
  }
}

// Bytes of a log's index that SQLite locks while a transaction reads, writes or checkpoints (sqlite.org/walformat.html §2.3.1).
const FIRST_LOCK = 120
const LAST_LOCK = 127

/** Whether a process is inside a transaction of a database. Told by Linux only; elsewhere SQLite's own locks must do. */
function isInTransaction(pid: number, file: string): boolean {
  if (!existsSync('/proc/locks') || !existsSync(`${file}-shm`)) return false
  const index = statSync(`${file}-shm`).ino
  return readFileSync('/proc/locks', 'utf8')
    .split('\n')
    .some((line) => {
      const [, holder, inode, first, last] = / (\d+) \w+:\w+:(\d+) (\d+) (\d+|EOF)$/.exec(line) ?? []
      return Number(holder) === pid && Number(inode) === index && Number(first) <= LAST_LOCK && (last === 'EOF' || Number(last) >= FIRST_LOCK)
    })
}

/** The only writer of the databases for a moment, whether the server runs or not. */
export interface Quiet {
  /**
   * Runs `work`, which must not wait, on a database while nobody else is in it. The worker is halted meanwhile: it does not wait for a lock but fails, so
   * that another process that only took one would make people's requests fail. False from `work` means that it met somebody after all.
   * Throws when the database is not left alone for ten seconds.
   */
  alone<T>(file: string, work: () => T | false): Promise<T>
  close(): void
}

/** Sends a signal; false where the process has gone, as it does when the server stops meanwhile. */
function reaches(pid: number, signal: 'SIGSTOP' | 'SIGCONT'): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

/** Takes turns with the worker of a host; without a host there is nobody to take turns with. */
export function quietOf(hostPid: number | null, folder: string): Quiet {
  const worker = hostPid === null ? null : workerBelow(hostPid, folder)
  // Should this process die while the worker is halted, its end of the pipe closes, and the shell wakes the worker.
  const guard =
    worker === null ? null : spawn('sh', ['-c', `read _; kill -CONT ${worker} 2>/dev/null`], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  // Without a shell there is no guard; the halts are short.
  guard?.on('error', () => undefined).unref()
  const attempt = <T>(file: string, work: () => T | false): T | false => {
    if (worker === null || !reaches(worker, 'SIGSTOP')) return work()
    try {
      for (let turns = 0; !isHalted(worker); turns++) {
        if (turns > 1_000) return false
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
      }
      return isInTransaction(worker, file) ? false : work()
    } finally {
      reaches(worker, 'SIGCONT')
    }
  }
  return {
    alone: async (file, work) => {
      for (let tries = 0; tries < 200; tries++) {
        try {
          const done = attempt(file, work)
          if (done !== false) return done
        } catch (error) {
          if (!(error instanceof Error && 'errcode' in error && [5, 6].includes(Number(error.errcode) & 0xff))) throw error
        }
        await pause(50)
      }
      throw new Error(`${file} was in use for ten seconds`)
    },
    close: () => guard?.stdin?.end(),
  }
}
