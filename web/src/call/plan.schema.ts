import * as z from 'zod'

/** How somebody wants to enter a call; it survives a reload of the tab. */
export const Plan = z.object({ mic: z.boolean(), camera: z.boolean(), ring: z.boolean() })
export type Plan = z.infer<typeof Plan>
