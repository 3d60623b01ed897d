/**
 * The form of `commonmast-agreements-v1`, and what reading agreements of any form gives. Percentages are decimal text.
 */
import { z } from 'zod'
import type { FileProblem } from '../files/fileProblem'
import { agreementScopeSchema, agreementShareSchema } from '../model/records'
import type { SplitAgreement } from './splitFile'
import type { MemberInput } from './splitMembers'

export const agreementsFileSchema = z.object({
  format: z.literal('commonmast-agreements-v1'),
  members: z.array(
    z.object({
      id: z.string().min(1),
      name: z.string().min(1),
      /** EIP-55 checksummed; null says that there is none, and left out it says nothing. */
      address: z.string().nullable().optional(),
      role: z.string().optional(),
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
export type AgreementsFile = z.infer<typeof agreementsFileSchema>

/** A member as a file speaks of them: what it does not say is left out. */
export interface ReadMember {
  id: string
  name?: string | undefined
  /** Null where the file says that there is none. */
  address?: string | null | undefined
  role?: string | undefined
}

export interface AgreementsReading {
  members: ReadMember[]
  /** Which hotspots a group agreement is for, as references in normal form; empty where the form cannot say. */
  groups: AgreementsFile['groups']
  /** Their scopes name hotspots by references in normal form. */
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

/** The members of a split that is made from the file alone: without a name the id serves, without an address they are held. */
export function membersOfFile(members: readonly ReadMember[]): MemberInput[] {
  return members.map(({ id, name, address }) => ({ id, name: name ?? id, address: address ?? null }))
}
