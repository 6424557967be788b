import { Worker } from 'node:worker_threads'

/** Calls of one operation, one after another; the callers take turns, so that the limit of none trips. */
export interface Calls {
  readonly kind: 'calls'
  readonly url: string
  readonly callers: readonly Readonly<Record<string, string>>[]
  readonly count: number
  /** What is posted each time; null gets. */
  readonly body?: string | null
  /** Other calls that start together; where there are any, calling goes on until the last of them ended, and `count` does not matter. */
  readonly beside: readonly { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string }[]
}

/** An end of a conversation. A line is opened once and found again by its name. */
export interface Line {
  readonly name: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** Messages of one person to another, one after another; `%` in the frame becomes the number of the message. */
export interface Talk {
  readonly kind: 'talk'
  readonly from: Line
  readonly to: Line
  readonly frame: string
  readonly startAt: number
  readonly count: number
}

export type Job = Calls | Talk

/** Milliseconds of each: calls and what ran beside them; or ACKs and the partner's messages. */
export interface JobResult {
  readonly first: readonly number[]
  readonly second: readonly number[]
}

type Answer = { readonly id: number } & ({ readonly result: JobResult } | { readonly error: string })

/** A thread that calls. */
export interface Load {
  run(job: Job): Promise<JobResult>
  close(): Promise<void>
}

/** Starts the thread. */
export function startLoad(): Load {
  const thread = new Worker(new URL('load.worker.ts', import.meta.url))
  const waiting = new Map<number, { resolve: (result: JobResult) => void; reject: (error: Error) => void }>()
  let last = 0
  thread.on('message', (answer: Answer) => {
    const caller = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('result' in answer) caller?.resolve(answer.result)
    else caller?.reject(new Error(answer.error))
  })
  thread.on('error', (error: Error) => {
    for (const caller of waiting.values()) caller.reject(error)
  })
  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        last += 1
        waiting.set(last, { resolve, reject })
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        thread.postMessage({ id: last, job })
      }),
    close: async () => {
      await thread.terminate()
    },
  }
}
