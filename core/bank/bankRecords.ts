/** Payouts in money as they are kept, and what is known of their payments; both are facts. */
import { z } from 'zod'
import { baseUnitsTextSchema } from '../model/money'

const id = z.string().min(1)

/** `file` is a whole payout in money. Its id is the digest of the file. */
export const moneyPayoutRecordSchema = z.object({
  id,
  periodId: id,
  splitSha256: id,
  sequence: z.number().int().positive(),
  file: z.unknown(),
  createdAt: z.string().min(10),
})

const sourceSchema = z.discriminatedUnion('kind', [
  /** Digest of the file of the bank's statement. */
  z.object({ kind: z.literal('statement'), sha256: id }),
  /** Said by a person, with the bank's or the service's own reference; `at` when it was said. */
  z.object({ kind: z.literal('hand'), note: z.string(), at: z.iso.datetime() }),
])

/** That one payment was paid, came back, or, by hand alone, that neither is so after all. */
export const moneyPayoutMarkSchema = z.object({
  /** The same booking is the same mark, whichever file says it (`marksOf`). */
  id,
  /** Of the payment, see `paymentReference`; and the period that its split shares. */
  reference: id,
  periodId: id,
  kind: z.enum(['paid', 'returned', 'unpaid']),
  amountMinorUnits: baseUnitsTextSchema,
  currency: z.string(),
  /** The day on which it was booked. */
  on: z.string().regex(/^\d{4}-\d\d-\d\d$/),
  bankReference: z.string().nullable(),
  reason: z.string().nullable(),
  source: sourceSchema,
})
export type MoneyPayoutMark = z.infer<typeof moneyPayoutMarkSchema>
