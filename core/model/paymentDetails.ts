/**
 * How a member is paid in money: to a bank account, or to an account at a payment service. What is here is the form alone;
 * whether an IBAN can exist is checked where it is entered and where it is paid (`core/bank/checkPaymentDetails`), so that no
 * record becomes unreadable when a country changes its numbers.
 */
import { z } from 'zod'

const text = z.string().min(1).max(140)
const currency = z.string().regex(/^[A-Z]{3}$/)

export const bankPaymentSchema = z.object({
  kind: z.literal('bank'),
  /** As the bank knows the holder of the account. */
  holder: text,
  /** Without spaces, in capital letters. */
  iban: z.string().regex(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/),
  bic: z
    .string()
    .regex(/^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/)
    .optional(),
  currency,
})

export const servicePaymentSchema = z.object({
  kind: z.literal('service'),
  holder: text,
  /** Its name, such as Wise. */
  service: text,
  /** E-mail address or number of the account there. */
  account: text,
  currency,
})

export const paymentDetailsSchema = z.discriminatedUnion('kind', [bankPaymentSchema, servicePaymentSchema])
export type PaymentDetails = z.infer<typeof paymentDetailsSchema>

/** Missing: in tokens. */
export const paidBySchema = z.enum(['token', 'money'])
export type PaidBy = z.infer<typeof paidBySchema>
