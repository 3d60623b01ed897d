/** How a member is paid as it is typed, and read back. */
import { ibanText, type PaymentDraft, readPaymentDetails } from '#core/bank/checkPaymentDetails'
import { Problem } from '#core/model/problem'
import type { Member } from '#core/model/records'

export interface PaidDraft extends PaymentDraft {
  paidBy: 'token' | 'money'
}

export function paymentDraft(member: Pick<Member, 'paidBy' | 'payment'> | null): PaidDraft {
  const { payment, paidBy = 'token' } = member ?? {}
  const empty = { kind: 'bank' as const, holder: '', iban: '', bic: '', service: '', account: '', currency: 'EUR' }
  if (!payment) return { ...empty, paidBy }
  const typed = payment.kind === 'bank' ? { ...payment, iban: ibanText(payment.iban), bic: payment.bic ?? '' } : payment
  return { ...empty, ...typed, paidBy }
}

/**
 * Of a member who is paid in tokens the details that are on record stay.
 * @throws Problem as `readPaymentDetails`
 */
export function readPayment(
  { paidBy, ...draft }: PaidDraft,
  member: Pick<Member, 'payment'> | null,
): Pick<Member, 'paidBy' | 'payment'> {
  if (paidBy === 'money') return { paidBy, payment: readPaymentDetails(draft) }
  return { paidBy, payment: member?.payment }
}

/** What is missing or wrong, and of which field; null where it can be saved. */
export function faultOfPayment({ paidBy, ...draft }: PaidDraft): { field: string; message: string } | null {
  if (paidBy === 'token') return null
  try {
    readPaymentDetails(draft)
    return null
  } catch (thrown) {
    const { field = 'holder', message } = Problem.from(thrown, 'payment.incomplete', 'The payment details are not complete.')
    return { field, message }
  }
}
