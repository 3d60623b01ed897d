import { isDemoKey } from '../../model/demoIdentity'
import { payoutStanding } from './payoutStanding'
import type { PayoutState, SignedParts } from './payoutStateModel'

/** `signed`: somebody signed a payout of it that is not void. `paid`: every payee has it, by what the chain shows. */
export type PeriodPayment = 'signed' | 'paid'

/** What was practised counts for nothing but the demo's own periods. SPEC.md, rule [PS13]. */
export function countsForPeriod(periodId: string, practice: boolean): boolean {
  return !practice || isDemoKey(periodId)
}

/** What the payouts of one period come to; null where none of them was signed, or all of those are void. */
export function periodPayment(payouts: readonly { payout: SignedParts; state: PayoutState }[]): PeriodPayment | null {
  const standings = payouts.map(({ payout, state }) => payoutStanding(payout, state))
  if (standings.some(({ isPaid }) => isPaid)) return 'paid'
  return standings.some(({ isSigned, isVoid }) => isSigned && !isVoid) ? 'signed' : null
}
