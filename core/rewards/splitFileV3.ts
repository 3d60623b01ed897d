/**
 * `commonmast-split-v3`: one period's rewards under dated agreements of several stages, with the books before and after, and
 * all that it takes to work it out again. Amounts are decimal strings of base units.
 * opening + received = paid + closing + dust; SPEC.md, rules [RW1] to [RW8].
 */
import { z } from 'zod'
import { booksSchema, signedBaseUnitsTextSchema } from '../agreements/books'
import { installSchema } from '../agreements/installs'
import { poolMeasuresSchema } from '../agreements/poolWeights'
import { priceSchema } from '../agreements/price'
import { bookEntrySchema } from '../agreements/settleMembers'
import { baseUnitsTextSchema, tokenSchema } from '../model/money'
import { shareRoleSchema, standingSchema, termsSchema } from '../model/terms'
import { splitPeriodSchema } from './splitPeriodSchema'

const signed = signedBaseUnitsTextSchema
const amount = baseUnitsTextSchema

const allotmentSchema = z.object({
  kind: z.enum(['member', 'agreement', 'reserve']),
  id: z.string(),
  role: shareRoleSchema.nullable(),
  /** Below zero for what a stability reserve pays. */
  amountBaseUnits: signed,
})

const stageResultSchema = z.object({
  stageId: z.string(),
  inBaseUnits: amount,
  allotments: z.array(allotmentSchema),
  dustBaseUnits: signed,
  outBaseUnits: amount,
  counter: z.object({ counter: z.string(), unit: z.string(), before: signed, after: signed }).nullable(),
})

/** An agreement as it applied: one that follows the install once for each host and installer. */
export const appliedSchema = z.object({
  id: z.string(),
  agreementId: z.string(),
  hostId: z.string().nullable(),
  installerId: z.string().nullable(),
  hotspots: z.number().int().nonnegative(),
  fedBaseUnits: amount,
  amountBaseUnits: amount,
  stages: z.array(stageResultSchema),
})
export type SplitApplied = z.infer<typeof appliedSchema>

/** Where the units of a hotspot went: to one of these. */
const laidShareSchema = z.object({
  memberId: z.string().optional(),
  agreementId: z.string().optional(),
  reserve: z.string().optional(),
  /** A stage whose members share it by a weight. */
  pool: z.string().optional(),
  dust: z.literal(true).optional(),
  amountBaseUnits: amount,
})
export type SplitShare = z.infer<typeof laidShareSchema>

const partSchema = z.object({
  appliedId: z.string(),
  amountBaseUnits: amount,
  start: z.string(),
  end: z.string(),
})

const rowSchema = z.object({
  hotspotKey: z.string().min(1),
  name: z.string(),
  /** Groups and cell of the hotspot at the time of the split, so that the choice of agreement can be recomputed. */
  groups: z.array(z.string()),
  cell: z.string().nullable(),
  /** What the network paid for it in the period. */
  amountBaseUnits: amount,
  /** Of a correction: what of it was shared before; missing where the hotspot was in none of the corrected. */
  beforeBaseUnits: amount.optional(),
  appliedId: z.string(),
  /** All stages together, laid on the hotspots: they add up to the row. */
  shares: z.array(laidShareSchema),
  /** Where the agreement or the install changed within the period. */
  parts: z.array(partSchema).optional(),
})
export type SplitRowV3 = z.infer<typeof rowSchema>

export const splitMemberV3Schema = z.object({
  id: z.string().min(1),
  name: z.string(),
  /** EIP-55 checksummed, or null: what this member is due is held. */
  address: z.string().nullable(),
  standing: standingSchema,
  /** There for a member who is paid in money: the tokens stay with the cooperative. */
  paidBy: z.literal('money').optional(),
  /** What the stages give; below zero where a correction takes back. */
  amountBaseUnits: signed,
  fromReserveBaseUnits: amount,
  inheritedBaseUnits: amount,
  fromHeldBaseUnits: amount,
  fromCarriedBaseUnits: amount,
  overpaidBaseUnits: amount,
  deductedBaseUnits: amount,
  passedOnBaseUnits: amount,
  heldBaseUnits: amount,
  carriedBaseUnits: amount,
  advancedBaseUnits: amount,
  /** What is paid with this period's payout. */
  paidBaseUnits: amount,
  status: z.enum(['paid', 'held', 'carried', 'nothing']),
})
export type SplitMemberV3 = z.infer<typeof splitMemberV3Schema>

const balancesSchema = z.object({ held: signed, reserve: signed, carried: signed, prepaid: signed })

const totalsSchema = z.object({
  opening: balancesSchema,
  /** What the network paid; of a correction the difference, which may be below zero. */
  totalBaseUnits: signed,
  /** Paid with this period's payout, and before it as advances. */
  paidBaseUnits: amount,
  /** Held after the period. */
  heldBaseUnits: amount,
  closing: balancesSchema,
  dustBaseUnits: signed,
  payees: z.number().int().nonnegative(),
  sinceBeginning: balancesSchema.extend({ totalBaseUnits: signed, paidBaseUnits: amount, dustBaseUnits: signed }),
})
export type SplitTotalsV3 = z.infer<typeof totalsSchema>

export const splitFileV3Schema = z.object({
  format: z.literal('commonmast-split-v3'),
  rule: z.literal('staged-v1'),
  period: splitPeriodSchema,
  token: tokenSchema,
  /** The splits whose closing is this opening: the one before, or all from before there were books. */
  previous: z.array(z.object({ periodId: z.string(), name: z.string(), contentSha256: z.string() })),
  opening: booksSchema.nullable(),
  prices: z.array(priceSchema),
  minimumPayoutBaseUnits: amount,
  entries: z.array(bookEntrySchema),
  installs: z.array(installSchema),
  measures: poolMeasuresSchema,
  agreements: z.array(termsSchema),
  members: z.array(splitMemberV3Schema),
  rows: z.array(rowSchema),
  applied: z.array(appliedSchema),
  /** Of a correction: the split that is corrected, whole, and what its agreements gave for what was shared before. */
  correction: z.object({ original: z.unknown(), before: z.array(appliedSchema) }).nullable(),
  closing: booksSchema,
  totals: totalsSchema,
  /** SHA-256 of the RFC 8785 form of everything else in the file. */
  contentSha256: z.string(),
})
export type SplitFileV3 = z.infer<typeof splitFileV3Schema>
