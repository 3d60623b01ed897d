import { Problem } from '#core/model/problem'
import type { Signature } from '#core/model/records'
import { checkPaidPeriods } from '#core/payout/paidPeriods'
import type { PayoutFile } from '#core/payout/payoutFile'
import { periodOf } from '#core/rewards/splitFile'
import { asProblem } from '../../ui/ProblemAlert'
import { previousPayout, signedPeriods } from './previousPayout'

/**
 * Why a payout must not be signed any more, or null: another window may have signed since it was prepared. The period would
 * be paid twice, or the new root would leave out what the other payout owes.
 */
export function outOfDate(payout: PayoutFile, signatures: readonly Signature[]): Problem | null {
  const { transaction, split, previousRoot } = payout
  if (signatures.some(({ periodId }) => periodId === periodOf(split).id)) {
    return new Problem('payout.period-signed', `The payout of ${periodOf(split).name} is signed already: choose another split.`)
  }
  if (!transaction) return null
  try {
    // Whether equal amounts are another period was asked when the payout was prepared.
    checkPaidPeriods(split, signedPeriods(signatures, split.token), true)
    const root = previousPayout(signatures, transaction, split.token)?.merkle.root ?? null
    if (root === previousRoot) return null
  } catch (thrown) {
    return asProblem(thrown)
  }
  return new Problem(
    'payout.out-of-date',
    'Another payout of this contract was signed since this one was prepared: go back and prepare it again, so that it continues those totals.',
  )
}
