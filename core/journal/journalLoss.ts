/** What is missing of a journal, or is not as it was written, until a person acknowledges it. */
import { z } from 'zod'

/** Of the entry that notes a loss. */
export const lossKind = 'journal.loss'

/**
 * By what a loss was seen: the anchor beside the journal; that this anchor is gone; a key of an installation that is not new; an
 * anchor from the records or a backup; the file itself, which became shorter while the program ran; the chain of hashes.
 */
const lossEvidenceSchema = z.enum(['anchor', 'no-anchor', 'key', 'records', 'running', 'changed'])

export const lossFactsSchema = z.object({
  /** The newest entry that there was; null where nobody knows. */
  expectedSeq: z.number().int().positive().nullable(),
  /** The newest entry that was found. */
  foundSeq: z.number().int().nonnegative(),
  evidence: lossEvidenceSchema,
  /** Of the anchor that told of it. */
  anchorHash: z.string().optional(),
  /** At how many entries the chain did not hold. */
  breaks: z.number().int().optional(),
})
export type LossFacts = z.infer<typeof lossFactsSchema>

export const journalLossSchema = lossFactsSchema.extend({
  /** Of the entry that notes it; null while the disk refuses to take it. */
  seq: z.number().int().positive().nullable(),
  at: z.string(),
})
export type JournalLoss = z.infer<typeof journalLossSchema>

/** What a person is told of a loss. */
export function describeLoss({ expectedSeq, foundSeq, evidence }: LossFacts): string {
  if (evidence === 'changed') return `Entry ${expectedSeq} of the journal is not as it was written.`
  if (evidence === 'no-anchor') {
    return 'The file that tells where the journal ended is gone or was changed, so nobody can tell whether entries are missing.'
  }
  if (expectedSeq === null) return 'The journal is empty, although this installation is not new.'
  if (expectedSeq > foundSeq) {
    const first = foundSeq + 1
    return first === expectedSeq
      ? `Entry ${first} of the journal is missing.`
      : `Entries ${first} to ${expectedSeq} of the journal are missing.`
  }
  return `The journal is another one than the one whose entry ${expectedSeq} was anchored.`
}
