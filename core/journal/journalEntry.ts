/** One entry of main's journal of money and devices. SPEC.md, rule [JN1]. */
import { z } from 'zod'

export const journalEntrySchema = z.object({
  seq: z.number().int().positive(),
  at: z.string(),
  kind: z.string(),
  data: z.record(z.string(), z.unknown()),
  /** Hash of the entry before this one; 64 zeros for the first. */
  prev: z.string(),
  hash: z.string(),
})
export type JournalEntry = z.infer<typeof journalEntrySchema>
