import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { ACCOUNT_SETTINGS, inputOf, splitOf } from '#core/treasury/payout/examplePayoutV4'
import { preparePayoutV4 } from '#core/treasury/payout/preparePayoutV4'
import { OWNER_ADDRESSES } from './treasuryRig'

/** A payout on a practice chain by the training Ledger's first account; each amount makes another one. */
export function practicePayout(period: string, amount: bigint, firstNonce: number): Promise<PayoutFileV4> {
  const treasury = { kind: 'account', chain: 'eip155:31337', address: OWNER_ADDRESSES[0] } as const
  const settings = { ...ACCOUNT_SETTINGS, firstNonce } as typeof ACCOUNT_SETTINGS
  return preparePayoutV4(inputOf({ split: splitOf({ period, amount }), treasury, method: 'transfers', settings }))
}
