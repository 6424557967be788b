import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { AnyEndpoint, DataOf } from '@studymate/contract/endpoint'
import type { Reply } from '../actors.ts'

const ROOT = join(import.meta.dirname, '../../../..')

/** A port that nobody holds just now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}

/** A server in a process group of its own that can be killed as a whole. `before` is a command line to run it under. */
export class Victim {
  #child: ChildProcess | null = null
  readonly #dataDir: string
  readonly #port: number
  readonly #before: readonly string[]
  constructor(dataDir: string, port: number, before: readonly string[] = []) {
    this.#dataDir = dataDir
    this.#port = port
    this.#before = before
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** False from the moment before it is killed. */
  isRunning = false

  /** What it has written since its last start. */
  output = ''

  /** Its first process; null before the first start. */
  get pid(): number | null {
    return this.#child?.pid ?? null
  }

  /** Starts it and waits until it serves. */
  async start(): Promise<void> {
    const [command, ...rest] = [...this.#before, process.execPath, join(ROOT, 'host/src/main.ts')]
    const child = spawn(command, rest, {
      cwd: ROOT,
      env: { ...process.env, DATA_DIR: this.#dataDir, PORT: String(this.#port), TRUST_PROXY: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    this.#child = child
    this.output = ''
    await new Promise<void>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        this.output += chunk.toString()
        if (this.output.includes('StudyMate serves')) resolve()
      }
      child.stdout.on('data', read)
      child.stderr.on('data', read)
      child.on('exit', () => reject(new Error(`the server ended: ${this.output}`)))
    })
    this.isRunning = true
  }

  /** kill -9 of the whole group. */
  async kill(): Promise<void> {
    const child = this.#child
    this.isRunning = false
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    process.kill(-child.pid, 'SIGKILL')
    await gone
  }

  /** What a call that must succeed came back with; null where the kill came first, and nobody knows what became of it. */
  async ask<E extends AnyEndpoint>(call: () => Promise<Reply<E>>): Promise<DataOf<E> | null> {
    try {
      const { code, status, message, details, data } = await call()
      if (code === 'OK') return data
      throw new Error(`refused: ${status} ${code} ${message} ${JSON.stringify(details)}`)
    } catch (error) {
      // The front may outlive the worker by a moment: then it answers in its place.
      if (!this.isRunning) return null
      throw error
    }
  }
}
