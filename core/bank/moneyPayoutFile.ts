/**
 * `commonmast-money-payout-v1`: what one split pays in money, to whom, at which price, and the reference of each payment. It
 * carries the split, so `verify` needs nothing else. Base units, minor units (cents) and fractions of these are decimal text.
 * SPEC.md, rules [BK3] to [BK12].
 */
import { z } from 'zod'
import { priceSchema } from '../agreements/price'
import { baseUnitsTextSchema } from '../model/money'
import { bankPaymentSchema, paymentDetailsSchema } from '../model/paymentDetails'
import { splitFileV3Schema } from '../rewards/splitFileV3'

export const MONEY_PAYOUT_FORMAT = 'commonmast-money-payout-v1' as const

const amount = baseUnitsTextSchema
/** Whole, or a fraction in lowest terms such as `-1/400`. */
const fraction = z.string().regex(/^-?(0|[1-9]\d*)(\/[1-9]\d*)?$/)

/** The account that pays. */
export const debtorSchema = bankPaymentSchema.pick({ iban: true, bic: true }).extend({ name: bankPaymentSchema.shape.holder })
export type Debtor = z.infer<typeof debtorSchema>

const rowSchema = z.object({
  memberId: z.string().min(1),
  name: z.string(),
  /** The tokens that it stands for; they stay with the cooperative. */
  baseUnits: amount,
  payment: paymentDetailsSchema,
  currency: z.string(),
  /** Of one whole token, as the split froze it. */
  price: priceSchema.shape.price,
  exactMinorUnits: fraction,
  /** What is paid. */
  amountMinorUnits: amount,
  /** The exact worth less what is paid; below zero where it was rounded up. */
  roundedOffMinorUnits: fraction,
  reference: z.string(),
})
export type MoneyPayoutRow = z.infer<typeof rowSchema>

export const waitingReasonSchema = z.enum(['no-details', 'wrong-details', 'no-price', 'rounds-to-nothing'])
export type WaitingReason = z.infer<typeof waitingReasonSchema>

const waitingSchema = z.object({
  memberId: z.string().min(1),
  name: z.string(),
  baseUnits: amount,
  /** As they are on record, right or wrong. */
  payment: paymentDetailsSchema.nullable(),
  reason: waitingReasonSchema,
})
export type WaitingMember = z.infer<typeof waitingSchema>

const currencyTotalSchema = z.object({
  currency: z.string(),
  payments: z.number().int().positive(),
  exactMinorUnits: fraction,
  amountMinorUnits: amount,
  roundedOffMinorUnits: fraction,
})

export const moneyPayoutSchema = z.object({
  format: z.literal(MONEY_PAYOUT_FORMAT),
  createdAt: z.iso.datetime(),
  split: splitFileV3Schema,
  /** 1 for the first payout of the split in money. */
  sequence: z.number().int().positive(),
  debtor: debtorSchema,
  /** Payouts of this split in money before, and whom they paid. */
  before: z.array(z.object({ contentSha256: z.string(), memberIds: z.array(z.string()) })),
  /** Members of these whose payment came back, so that they are paid again. */
  again: z.array(z.string()),
  rows: z.array(rowSchema).min(1),
  /** Who is to be paid in money by the split and is not paid by this payout. */
  waiting: z.array(waitingSchema),
  totals: z.object({
    /** Tokens that the split pays: in tokens, and in money by this payout, earlier ones, or once nothing is missing. */
    paidBaseUnits: amount,
    inTokensBaseUnits: amount,
    inMoneyBaseUnits: amount,
    beforeBaseUnits: amount,
    waitingBaseUnits: amount,
    currencies: z.array(currencyTotalSchema),
  }),
  /** SHA-256 of the RFC 8785 form of everything else in the file. */
  contentSha256: z.string(),
})
export type MoneyPayoutFile = z.infer<typeof moneyPayoutSchema>
