/** What a trial of each payment shows before anybody signs. */
import type { Address } from 'viem'
import type { ExpectedPayment } from './reconciliation'

export type PaymentFindingCode = 'reverts' | 'returns-false' | 'short' | 'over' | 'costs-more'

export interface PaymentFinding {
  code: PaymentFindingCode
  payee: Address
  /** One sentence that names payee and amount in base units. */
  message: string
}

/** What one trial did: `answer` is what the token gave back. */
export interface TriedPayment {
  payment: ExpectedPayment
  ok: boolean
  /** Why it failed, where it did. */
  words: string
  /** A token's false: it says that nothing was moved. */
  saysFalse: boolean
  /** Null where only the call itself could be tried. */
  moved: { payeeGained: bigint; treasuryLost: bigint } | null
}

/** None for a payment that does exactly what it should. */
export function paymentFinding(tried: TriedPayment): PaymentFinding | undefined {
  const { payment, ok, words, saysFalse, moved } = tried
  const { payee, amountBaseUnits } = payment
  const found = (code: PaymentFindingCode, what: string): PaymentFinding => ({ code, payee, message: `${payee} ${what}` })
  if (!ok) return found('reverts', `cannot be paid ${amountBaseUnits}: the payment fails, ${words}. Take it out of the payout.`)
  if (saysFalse) return found('returns-false', `would get nothing: the token answers false and says success. Do not pay with it.`)
  if (moved === null) return undefined
  const { payeeGained, treasuryLost } = moved
  if (payeeGained < amountBaseUnits) {
    return found('short', `would get ${payeeGained} of ${amountBaseUnits}: the token keeps a fee, or moves nothing.`)
  }
  if (payeeGained > amountBaseUnits) return found('over', `would get ${payeeGained}, more than ${amountBaseUnits}.`)
  if (treasuryLost > amountBaseUnits) {
    return found(
      'costs-more',
      `would get ${amountBaseUnits} and cost the treasury ${treasuryLost}: the token takes a fee on top.`,
    )
  }
  return undefined
}
