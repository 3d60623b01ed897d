import type { Problem } from '#core/model/problem'
import type { Signature } from '#core/model/records'
import { checkPaidPeriods } from '#core/payout/paidPeriods'
import type { PayoutFile } from '#core/payout/payoutFile'
import { type GuardAnswers, guardPayout } from '#core/payout/payoutGuard'
import { signedPayoutOf } from '#core/payout/signedPayout'
import { asProblem } from '../../ui/ProblemAlert'
import { signedPayouts, signedPeriods } from './previousPayout'

/**
 * Why a payout must not be signed any more, or null: another window may have signed since it was prepared. Main refuses by the
 * same rules from its own journal; this says so before the Ledger is reached for.
 */
export function outOfDate(payout: PayoutFile, signatures: readonly Signature[], answers: GuardAnswers = {}): Problem | null {
  try {
    const { split, transaction } = payout
    const obstacle = guardPayout(payout, signedPayouts(signatures).map(signedPayoutOf), answers)
    if (obstacle || !transaction) return obstacle
    // Whether equal amounts are another period was asked when the payout was prepared, and by the guard.
    checkPaidPeriods(split, signedPeriods(signatures, split.token, transaction.chainId), true)
    return null
  } catch (thrown) {
    return asProblem(thrown)
  }
}
