/** The review of a payout's own transaction: what the device shows of it, and what of the payout it does not. */
import type { Hex } from 'viem'
import { Problem } from '../../model/problem'
import type { PayoutFile } from '../../payout/payoutFile'
import { amountText } from '../../words/amountText'
import { countText } from '../../words/countText'
import { reviewOnDevice } from './deviceReview'
import { type DeviceReview, type LedgerSettings, USUAL_SETTINGS } from './reviewLine'

/**
 * @param signer address the device gave for the path, when it is known already.
 * @throws Problem `payout.no-transaction`.
 */
export function reviewPayout(
  payout: PayoutFile,
  signer: string | null = payout.signature?.signer ?? null,
  settings: LedgerSettings = USUAL_SETTINGS,
): DeviceReview {
  const { transaction, merkle, totals, split, payees } = payout
  if (!transaction) {
    throw new Problem('payout.no-transaction', 'The payout has no transaction to review: prepare it with the chain’s settings.')
  }
  const review = reviewOnDevice({ kind: 'transaction', unsigned: transaction.unsigned as Hex }, { signer, settings })
  const tokens = (baseUnits: string) => amountText(BigInt(baseUnits), split.token)
  const paid = payees.filter((payee) => payee.periodBaseUnits !== '0').length
  const root =
    settings.debugContracts && settings.blindSigning
      ? 'The parameter above.'
      : 'Part of the hash: compare it with a second machine.'
  return {
    ...review,
    offScreen: [
      // The call data is the root and its selector once more.
      ...review.offScreen.filter(({ label }) => label !== 'Call data'),
      { label: 'Root', value: merkle.root, meaning: root },
      {
        label: 'Period',
        value: tokens(totals.periodBaseUnits),
        meaning: `New for ${countText(paid, 'payee')}; ${tokens(totals.heldBaseUnits)} are held.`,
      },
    ],
  }
}
