import { DurableObject } from 'cloudflare:workers'
import type { WorkerEnv } from '#edge/context'

/** Filled by its feature. */
export class RoomObject extends DurableObject<WorkerEnv> {}
