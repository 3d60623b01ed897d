/**
 * `commonmast-statement-v1`: what one member got of one token in periods that follow each other, with all that it takes to work
 * it out again. Other members are named by their ids alone. Amounts are decimal strings of base units. SPEC.md, rules [ST34] to
 * [ST40].
 */
import { z } from 'zod'
import { signedBaseUnitsTextSchema } from '../../agreements/books'
import { priceSchema } from '../../agreements/price'
import { bookEntrySchema } from '../../agreements/settleMembers'
import { baseUnitsTextSchema, tokenSchema } from '../../model/money'
import { termsSchema } from '../../model/terms'
import { merkleSchema, payoutPayeeSchema, payoutSignatureSchema, payoutTransactionSchema } from '../../payout/payoutFile'
import { appliedSchema, splitFileV3Schema, splitMemberV3Schema } from '../../rewards/splitFileV3'
import { paymentReceiptSchema } from '../../treasury/model/payoutMove'

export const STATEMENT_FORMAT = 'commonmast-statement-v1' as const

const amount = baseUnitsTextSchema
const signed = signedBaseUnitsTextSchema

/** An agreement as it applied, with what its stages looked at beside the amount. */
const evaluationSchema = appliedSchema.omit({ hotspots: true }).extend({
  /** What hotspots that are not among the rows brought into it. */
  otherHotspotsBaseUnits: amount,
  reserves: z.array(z.object({ reserve: z.string(), beforeBaseUnits: signed, afterBaseUnits: signed })),
  /** Parts of a base unit that it carries forward, in 1e-12 of one. */
  fractions: z.array(z.object({ stageId: z.string(), to: z.string(), beforeTrillionths: signed, afterTrillionths: signed })),
  /** When its period begins, for stages that compare it with those before. */
  start: z.string().nullable(),
  /** What periods before were worth, in minor units of the stage's currency. */
  histories: z.array(
    z.object({
      stageId: z.string(),
      values: z.array(z.object({ start: z.string(), minorUnits: amount })),
      totalMinorUnits: amount,
    }),
  ),
  pools: z.array(
    z.object({
      stageId: z.string(),
      weights: z.array(z.object({ memberId: z.string(), weight: amount })),
      totalWeight: amount,
    }),
  ),
})
export type StatedEvaluation = z.infer<typeof evaluationSchema>

/** A hotspot in which the member has a share. */
const rowSchema = z.object({
  hotspotKey: z.string().min(1),
  amountBaseUnits: amount,
  parts: z.array(z.object({ appliedId: z.string(), amountBaseUnits: amount })),
  shareBaseUnits: amount,
})
export type StatedRow = z.infer<typeof rowSchema>

/** What stands in the books for the member; what they owe is above zero. */
const balancesSchema = z.object({ held: signed, carried: signed, prepaid: signed })

const paymentSchema = z.object({
  /** Of the payout. */
  contentSha256: z.string(),
  merkle: merkleSchema,
  transaction: payoutTransactionSchema.nullable(),
  signature: payoutSignatureSchema,
  /** Null where nothing was ever paid to the member's address. */
  payee: payoutPayeeSchema
    .extend({
      fromHeldBaseUnits: amount,
      /** Of the period, for other members with this address. */
      otherMembersBaseUnits: amount,
    })
    .nullable(),
})
export type StatedPayment = z.infer<typeof paymentSchema>

const correctionSchema = z.object({
  /** The period that is corrected. */
  periodId: z.string(),
  periodName: z.string(),
  /** By which its agreements reckoned. */
  prices: z.array(priceSchema),
  /** What the agreements gave for what was shared before: it is taken back. */
  before: z.array(evaluationSchema),
})

const periodSchema = z.object({
  split: z.object({
    format: z.literal('commonmast-split-v3'),
    contentSha256: z.string(),
    previous: splitFileV3Schema.shape.previous,
  }),
  period: splitFileV3Schema.shape.period,
  prices: z.array(priceSchema),
  minimumPayoutBaseUnits: amount,
  opening: balancesSchema,
  /** Of the agreements below. */
  terms: z.array(termsSchema),
  /** Those that gave the member something. */
  applied: z.array(evaluationSchema),
  correction: correctionSchema.nullable(),
  rows: z.array(rowSchema),
  /** What came to the member from no hotspot of the period: of parts that were carried from before. */
  fromNoHotspotBaseUnits: amount,
  /** What the treasurer did for the member. */
  entries: z.array(bookEntrySchema),
  inheritedFrom: z.array(z.object({ memberId: z.string(), amountBaseUnits: amount })),
  /** Null where the split has no line of the member. */
  settlement: splitMemberV3Schema.omit({ id: true, name: true }).nullable(),
  closing: balancesSchema,
  /** Null as long as nothing is signed. */
  payment: paymentSchema.nullable(),
  /** What the chain shows of the payment to the member's address; missing until it was compared with the payout. */
  receipts: z
    .array(paymentReceiptSchema.extend({ chain: z.string() }))
    .min(1)
    .optional(),
})
export type SealedPeriod = z.infer<typeof periodSchema>

export const sealedStatementSchema = z.object({
  format: z.literal(STATEMENT_FORMAT),
  cooperative: z.string().min(1),
  member: z.object({ id: z.string().min(1), name: z.string() }),
  token: tokenSchema,
  /** IANA name; what days and hours are shown in beside UTC. */
  zone: z.string(),
  periods: z.array(periodSchema).min(1),
  /** SHA-256 of the RFC 8785 form of everything else in the file. */
  contentSha256: z.string(),
})
export type SealedStatement = z.infer<typeof sealedStatementSchema>
