import * as z from 'zod'

/** A first hello that is not sent yet. */
export const HelloDraft = z.string().max(4000)
