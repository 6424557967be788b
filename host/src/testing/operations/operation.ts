import type { AnyEndpoint, CallOf } from '@studymate/contract/endpoint'
import type { ErrorCode } from '@studymate/contract/errors'
import type { Actor } from '../actors.ts'
import type { Stage } from './stage.ts'

/** A call that must succeed: who calls, with what. */
export interface ValidCall<E extends AnyEndpoint = AnyEndpoint> {
  readonly by: Actor
  readonly input: CallOf<E>
}

/** What somebody who is nobody here may do with another's object. `open` says why it is open to everybody. */
export type ForStrangers = 'refused' | { readonly open: string }

/** How an operation is called. */
export interface Operation {
  readonly of: AnyEndpoint
  /** The n-th valid call on a stage. What it needs is made before, not by it. */
  readonly make: (stage: Stage, n: number) => ValidCall | Promise<ValidCall>
  /** Making ready takes calls of its own; then fewer are made. */
  readonly isCostly: boolean
  /** What a valid call answers where the installation lacks something that it needs. */
  readonly without: { readonly code: ErrorCode; readonly what: string } | null
  readonly strangers: ForStrangers
}

type About = Partial<Pick<Operation, 'isCostly' | 'without' | 'strangers'>>

/** Says how an operation is called. */
export function operation<E extends AnyEndpoint>(of: E, make: (stage: Stage, n: number) => ValidCall<E> | Promise<ValidCall<E>>, about: About = {}): Operation {
  return { of, make, isCostly: about.isCostly ?? false, without: about.without ?? null, strangers: about.strangers ?? 'refused' }
}

/** An operation of the main person's own, without anything to say. */
export function mine<E extends AnyEndpoint>(of: E, input: CallOf<E>): Operation {
  return operation(of, ({ me }) => ({ by: me, input }))
}
