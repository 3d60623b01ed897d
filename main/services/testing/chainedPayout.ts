import type { PayoutFile } from '#core/payout/payoutFile'
import { NO_PREVIOUS_TOTALS, preparePayout, totalsAfter } from '#core/payout/preparePayout'
import { exampleSplitInput } from '#core/rewards/exampleSplit'
import { splitByTerms } from '#core/rewards/splitByTerms'

/** An unsigned payout of the example's split on a development chain that continues `after`; each amount makes another one. */
export function chainedPayout(period: string, amountBaseUnits: bigint, after: PayoutFile | null): Promise<PayoutFile> {
  const input = exampleSplitInput()
  const rewards = [...input.rewards, { hotspotKey: 'h9', name: 'Mast h9', groups: [], amountBaseUnits }]
  return preparePayout({
    split: splitByTerms({ ...input, period: { ...input.period, id: period, name: period }, rewards }),
    previous: after ? { ...totalsAfter(after), periods: [] } : NO_PREVIOUS_TOTALS,
    transaction: {
      ...{ chainId: 31337, contract: '0xC347B7Ade2b3b833C08e431C65463Aada34107B5' },
      nonce: (after?.transaction?.nonce ?? -1) + 1,
      ...{ gasLimit: '150000', maxFeePerGasWei: '2000000000', maxPriorityFeePerGasWei: '1000000000' },
    },
  })
}
