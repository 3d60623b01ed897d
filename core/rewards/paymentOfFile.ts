/** How a file says that a member is paid in money. An IBAN may be written with spaces, and its check digits must hold. */
import { electronicFormatIBAN, isValidIBAN } from 'ibantools'
import { z } from 'zod'
import { isCurrency } from '../model/currency'
import { bankPaymentSchema, servicePaymentSchema } from '../model/paymentDetails'

const currency = z.string().refine(isCurrency, 'must be a currency such as EUR')

const iban = z
  .string()
  .transform((text) => electronicFormatIBAN(text) ?? '')
  .refine((text) => isValidIBAN(text), 'must be an IBAN whose length and check digits hold')

export const paymentOfFileSchema = z.discriminatedUnion('kind', [
  bankPaymentSchema.extend({ iban, currency }),
  servicePaymentSchema.extend({ currency }),
])
