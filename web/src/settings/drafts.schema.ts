import * as z from 'zod'

/** What the form of the account keeps over a reload until it is saved: the fields that were touched. */
export const AccountDraft = z.object({
  displayName: z.string().optional(),
  englishName: z.string().optional(),
  residence: z.string().optional(),
  bio: z.string().optional(),
  phoneNumber: z.string().optional(),
})
export type AccountDraft = z.infer<typeof AccountDraft>
