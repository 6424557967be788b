import * as z from 'zod'

/** What the words about oneself keep over a reload until they are saved; null while nothing is being written. */
export const BioDraft = z.string().nullable()
