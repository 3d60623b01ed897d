import type { Problem } from '#core/model/problem'
import type { Signature } from '#core/model/records'
import type { PayoutFile } from '#core/payout/payoutFile'
import { type GuardAnswers, guardPayout } from '#core/payout/payoutGuard'
import { signedPayoutOf } from '#core/payout/signedPayout'
import { asProblem } from '../../ui/ProblemAlert'
import { signedPayouts } from './previousPayout'

/**
 * Why a payout must not be signed any more, or null: another window may have signed since it was prepared. Main refuses by the
 * same rules from its own journal; this says so before the Ledger is reached for.
 */
export function outOfDate(payout: PayoutFile, signatures: readonly Signature[], answers: GuardAnswers = {}): Problem | null {
  try {
    return guardPayout(payout, signedPayouts(signatures).map(signedPayoutOf), answers)
  } catch (thrown) {
    return asProblem(thrown)
  }
}
