/**
 * The form of `commonmast-agreements-v1`, and what reading agreements of any form gives. Percentages are decimal text.
 */
import { z } from 'zod'
import type { FileProblem } from '../files/fileProblem'
import { agreementScopeSchema, agreementShareSchema } from '../model/records'
import type { SplitAgreement } from './splitFile'

export const agreementsFileSchema = z.object({
  format: z.literal('commonmast-agreements-v1'),
  members: z.array(
    z.object({
      id: z.string().min(1),
      name: z.string().min(1),
      /** EIP-55 checksummed; without one the member's share is held. */
      address: z.string().nullable().default(null),
      role: z.string().default('member'),
    }),
  ),
  groups: z.array(z.object({ name: z.string().min(1), hotspots: z.array(z.string().min(1)) })).default([]),
  agreements: z.array(
    z.object({
      id: z.string().min(1).optional(),
      name: z.string().min(1),
      scope: agreementScopeSchema,
      shares: z.array(agreementShareSchema).min(1),
    }),
  ),
})
type AgreementsFile = z.infer<typeof agreementsFileSchema>

export interface AgreementsReading {
  members: AgreementsFile['members']
  /** Which hotspots a group agreement is for; empty where the form cannot say. */
  groups: AgreementsFile['groups']
  agreements: SplitAgreement[]
  problems: FileProblem[]
}

/** What a form's reader gives, with the lines of things so that later checks can name them. */
export interface LocatedAgreements extends AgreementsReading {
  /** By position in `agreements`. */
  agreementLines: (number | null)[]
  /** By position in `members`. */
  memberLines: (number | null)[]
}
