import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Figure } from './figure.ts'
import { round } from './figure.ts'
import { median } from './numbers.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Idle means: nobody has called for so long, in ms. */
const IDLE_MS = 8_000

/** Begins `npm start` on a folder. */
function begin(dataDir: string) {
  return spawn('npm', ['start'], { cwd: ROOT, env: { ...process.env, DATA_DIR: dataDir, PORT: '0' }, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
}

/** Waits until what was begun at `since` answers a first request with 200; seconds. */
async function answers(child: ReturnType<typeof begin>, since: number): Promise<number> {
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    const listen = (chunk: Buffer): void => {
      said += chunk.toString()
      const address = /StudyMate serves (\S+)/.exec(said)?.[1]
      if (address) resolve(address)
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}: ${said}`)))
  })
  const reply = await fetch(url)
  await reply.arrayBuffer()
  if (reply.status !== 200) throw new Error(`the first request got ${reply.status}`)
  return (performance.now() - since) / 1_000
}

/** The tree of processes below one, itself included. Linux only: it reads /proc. */
function treeOf(pid: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      // The name of a program may hold spaces and brackets: what follows its last bracket is regular.
      const [, parent] = readFileSync(`/proc/${name}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      parents.set(Number(name), Number(parent))
    } catch {
      // It ended meanwhile.
    }
  }
  const tree = [pid]
  for (const one of tree) for (const [child, parent] of parents) if (parent === one) tree.push(child)
  return tree
}

async function stop(child: ChildProcess): Promise<void> {
  const { pid } = child
  if (pid === undefined || child.exitCode !== null) return
  const tree = treeOf(pid)
  process.kill(-pid, 'SIGTERM')
  // A second start must find the folder free, so all of the first have to be gone.
  for (let n = 0; n < 100 && tree.some((one) => existsSync(`/proc/${one}`)); n++) await wait(100)
}

interface Memory {
  readonly name: string
  readonly rssMb: number
  readonly pssMb: number
}

function memoryOf(pid: number): Memory {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  const kb = (text: string, field: string): number => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0)
  return {
    // Node names its main thread and not its script: the command line tells more.
    name: /[\w-]+\.mjs/.exec(command)?.[0] ?? /^\S*?([\w-]+)(\s|$)/.exec(command)?.[1] ?? '',
    rssMb: kb(status, 'VmRSS') / 1024,
    pssMb: kb(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'), 'Pss') / 1024,
  }
}

/** Further starts on a folder that exists, and what all its processes then hold while nobody calls. */
export async function startFigures(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'studymate-bench-start-'))
  const started: ChildProcess[] = []
  const start = async (): Promise<number> => {
    for (const child of started.splice(0)) await stop(child)
    const since = performance.now()
    const child = begin(dataDir)
    started.push(child)
    return answers(child, since)
  }
  try {
    const first = await start()
    const later: number[] = []
    for (let n = 0; n < 3; n++) later.push(await start())
    await wait(IDLE_MS)
    const tree = started.flatMap(({ pid }) => (pid === undefined ? [] : treeOf(pid))).map(memoryOf)
    const sum = (of: readonly Memory[], field: 'rssMb' | 'pssMb'): number => of.reduce((total, one) => total + one[field], 0)
    const value = median(later)
    return [
      {
        name: 'Second start to the first 200',
        measured: `${round(value)} s (slowest of ${later.length}: ${round(Math.max(...later))} s; first start with a build at hand ${round(first)} s)`,
        bare: null,
        value,
        unit: 's',
        limit: 3,
      },
      {
        name: 'Memory of the whole group, idle',
        measured: `${sum(tree, 'rssMb').toFixed(0)} MB RSS in ${tree.length} processes: ${tree.map((one) => `${one.name} ${one.rssMb.toFixed(0)}`).join(', ')} (pages held in common counted once: ${sum(tree, 'pssMb').toFixed(0)} MB)`,
        bare: null,
        value: sum(tree, 'rssMb'),
        unit: 'MB',
        limit: null,
      },
    ]
  } finally {
    for (const child of started) await stop(child)
    rmSync(dataDir, { recursive: true, force: true })
  }
}
