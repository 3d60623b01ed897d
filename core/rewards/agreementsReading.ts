/**
 * The forms of `commonmast-agreements-v1` and `-v2`, and what reading agreements of any form gives. Percentages are decimal text.
 */
import { z } from 'zod'
import type { Install } from '../agreements/installs'
import { NO_MEASURES, type PoolMeasures, poolMeasuresSchema } from '../agreements/poolWeights'
import { type Price, priceSchema } from '../agreements/price'
import { type BookEntry, bookEntrySchema } from '../agreements/settleMembers'
import type { FileProblem } from '../files/fileProblem'
import { baseUnitsTextSchema } from '../model/money'
import { type PaidBy, type PaymentDetails, paidBySchema } from '../model/paymentDetails'
import { instantSchema } from '../model/periodDates'
import { agreementScopeSchema, agreementShareSchema } from '../model/records'
import { dustPolicySchema, type Standing, stageSchema, standingSchema, termsScopeSchema } from '../model/terms'
import { paymentOfFileSchema } from './paymentOfFile'
import type { SplitMemberInput } from './splitByTerms'
import type { AgreementFacts } from './termsOf'

const memberSchema = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  /** EIP-55 checksummed; null says that there is none, and left out it says nothing. */
  address: z.string().nullable().optional(),
  role: z.string().optional(),
})
const groupsSchema = z.array(z.object({ name: z.string().min(1), hotspots: z.array(z.string().min(1)) })).default([])

/** Version 1: percentages alone. */
const agreementsFileV1Schema = z.object({
  format: z.literal('commonmast-agreements-v1'),
  members: z.array(memberSchema),
  groups: groupsSchema,
  agreements: z.array(
    z.object({
      id: z.string().min(1).optional(),
      name: z.string().min(1),
      scope: agreementScopeSchema,
      shares: z.array(agreementShareSchema).min(1),
    }),
  ),
})

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/)
/** A day stands for its first instant in UTC. */
const dayOrInstant = z.union([instantSchema, day.transform((text) => `${text}T00:00:00.000Z`)])

/** Version 2: stages and dates, and what a period needs beside them. */
const agreementsFileV2Schema = z.object({
  format: z.literal('commonmast-agreements-v2'),
  members: z.array(
    memberSchema.extend({
      standing: standingSchema.optional(),
      paidBy: paidBySchema.optional(),
      payment: paymentOfFileSchema.optional(),
    }),
  ),
  groups: groupsSchema,
  agreements: z.array(
    z
      .object({
        id: z.string().min(1).optional(),
        name: z.string().min(1),
        scope: termsScopeSchema,
        from: dayOrInstant.optional(),
        to: dayOrInstant.optional(),
        dust: dustPolicySchema.optional(),
        shares: z.array(agreementShareSchema).default([]),
        stages: z.array(stageSchema).min(1).optional(),
      })
      .refine(({ shares, stages }) => shares.length > 0 !== (stages !== undefined), 'must have either shares or stages'),
  ),
  installs: z
    .array(
      z.object({
        hotspotKey: z.string().min(1),
        hostId: z.string().nullable().default(null),
        installerId: z.string().nullable().default(null),
        place: z.string().nullable().default(null),
        cell: z.string().nullable().default(null),
        from: dayOrInstant,
        to: dayOrInstant.nullable().default(null),
      }),
    )
    .default([]),
  prices: z.array(priceSchema).default([]),
  entries: z.array(bookEntrySchema).default([]),
  measures: poolMeasuresSchema.default(NO_MEASURES),
  minimumPayoutBaseUnits: baseUnitsTextSchema.default('0'),
})

export const agreementsFileSchema = z.discriminatedUnion('format', [agreementsFileV2Schema, agreementsFileV1Schema])
export type AgreementsFile = z.infer<typeof agreementsFileSchema>

/** What a file says of a period beside its agreements. */
export interface PeriodFactsOfFile {
  installs: Install[]
  prices: Price[]
  entries: BookEntry[]
  measures: PoolMeasures
  minimumPayoutBaseUnits: bigint
}

export const NO_PERIOD_FACTS: PeriodFactsOfFile = {
  installs: [],
  prices: [],
  entries: [],
  measures: NO_MEASURES,
  minimumPayoutBaseUnits: 0n,
}

/** A member as a file speaks of them: what it does not say is left out. */
export interface ReadMember {
  id: string
  name?: string | undefined
  /** Null where the file says that there is none. */
  address?: string | null | undefined
  role?: string | undefined
  standing?: Standing | undefined
  paidBy?: PaidBy | undefined
  payment?: PaymentDetails | undefined
}

export interface AgreementsReading {
  members: ReadMember[]
  /** Which hotspots a group agreement is for, as references in normal form; empty where the form cannot say. */
  groups: AgreementsFile['groups']
  /** Their scopes name hotspots by references in normal form. */
  agreements: AgreementFacts[]
  /** What a file of version 2 says beside them. */
  period: PeriodFactsOfFile
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
export function membersOfFile(members: readonly ReadMember[]): SplitMemberInput[] {
  return members.map(({ id, name, address, standing, paidBy }) => ({
    id,
    name: name ?? id,
    address: address ?? null,
    ...(standing && { standing }),
    ...(paidBy && { paidBy }),
  }))
}
