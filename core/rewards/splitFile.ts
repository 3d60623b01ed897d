/**
 * `commonmast-split-v2`: one period's rewards apportioned to members, complete enough to be recomputed by anyone.
 * Every amount is a decimal string of base units. total = paid + held + dust, row by row and in sum.
 * Version 1 calls the period `epoch`; it is still read and verified, and stays as it is inside the payouts that carry it.
 */
import { z } from 'zod'
import { baseUnitsTextSchema, tokenSchema } from '../model/money'
import { agreementScopeSchema, agreementShareSchema } from '../model/records'
import { periodFactsSchema } from './comparePeriod'

export const splitMemberSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  /** EIP-55 checksummed, or null: what this member is due is held. */
  address: z.string().nullable(),
  amountBaseUnits: baseUnitsTextSchema,
  status: z.enum(['paid', 'held']),
})
export type SplitMember = z.infer<typeof splitMemberSchema>

const splitAgreementSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  scope: agreementScopeSchema,
  shares: z.array(agreementShareSchema).min(1),
})
export type SplitAgreement = z.infer<typeof splitAgreementSchema>

/** A row of a period that corrects others: the row pays what is stated less what was payable before, and never less than 0. */
const rowCorrectionSchema = z.object({ statedBaseUnits: baseUnitsTextSchema, beforeBaseUnits: baseUnitsTextSchema })

const splitRowV1Schema = z.object({
  hotspotKey: z.string().min(1),
  name: z.string(),
  /** Groups of the hotspot at the time of the split, so that the choice of agreement can be recomputed. */
  groups: z.array(z.string()),
  amountBaseUnits: baseUnitsTextSchema,
  agreementId: z.string(),
  shares: z.array(z.object({ memberId: z.string(), amountBaseUnits: baseUnitsTextSchema })),
})
const splitRowSchema = splitRowV1Schema.extend({ correction: rowCorrectionSchema.optional() })
export type SplitRow = z.infer<typeof splitRowSchema>

const splitTotalsSchema = z.object({
  totalBaseUnits: baseUnitsTextSchema,
  paidBaseUnits: baseUnitsTextSchema,
  heldBaseUnits: baseUnitsTextSchema,
  /** Base units given to nobody: always 0 under largest remainder, and shown so that it can be seen to be 0. */
  dustBaseUnits: baseUnitsTextSchema,
  /** Single base units handed out by largest remainder over all rows. */
  roundedUnits: z.number().int().nonnegative(),
  payees: z.number().int().nonnegative(),
})
export type SplitTotals = z.infer<typeof splitTotalsSchema>

const splitPeriodV1Schema = z.object({ id: z.string(), name: z.string(), network: z.string(), sourceFile: z.string() })

const splitPeriodSchema = periodFactsSchema.omit({ amountsSha256: true }).extend({
  sourceFile: z.string(),
  /** The periods that this one corrects, as they were when it was compared with them. */
  corrects: z.array(periodFactsSchema.pick({ id: true, amountsSha256: true })),
})
export type SplitPeriod = z.infer<typeof splitPeriodSchema>

const contents = {
  token: tokenSchema,
  rule: z.literal('largest-remainder-per-hotspot-v1'),
  totals: splitTotalsSchema,
  members: z.array(splitMemberSchema),
  agreements: z.array(splitAgreementSchema),
  /** SHA-256 of the RFC 8785 form of everything else in the file. */
  contentSha256: z.string(),
}

export const splitFileV1Schema = z.object({
  format: z.literal('commonmast-split-v1'),
  epoch: splitPeriodV1Schema,
  rows: z.array(splitRowV1Schema),
  ...contents,
})
export const splitFileV2Schema = z.object({
  format: z.literal('commonmast-split-v2'),
  period: splitPeriodSchema,
  rows: z.array(splitRowSchema),
  ...contents,
})
export type SplitFileV2 = z.infer<typeof splitFileV2Schema>

/** A split of either version. */
export const splitFileSchema = z.discriminatedUnion('format', [splitFileV2Schema, splitFileV1Schema])
export type SplitFile = z.infer<typeof splitFileSchema>

/** The period that a split shares, whatever its version calls it. */
export function periodOf(split: SplitFile): Pick<SplitPeriod, 'id' | 'name' | 'network' | 'sourceFile'> {
  return split.format === 'commonmast-split-v1' ? split.epoch : split.period
}
