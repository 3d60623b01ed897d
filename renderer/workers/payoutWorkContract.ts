import { defineContract } from '#core/contract/defineContract'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { ProofFile } from '#core/treasury/model/proofFile'
import type { PayoutInputV4 } from '#core/treasury/payout/preparePayoutV4'
import type { SecondLookLine, SecondLookResult } from '#core/treasury/payout/secondLook'
import { ownData } from '../platform/ownData'

/** Thousands of payees are hashed for each of these. */
export const payoutWorkContract = defineContract({
  calls: {
    prepare: { input: ownData<PayoutInputV4>(), output: ownData<PayoutFileV4>() },
    secondLook: { input: ownData<PayoutFileV4>(), output: ownData<SecondLookLine[]>() },
    compare: {
      input: ownData<{ payout: PayoutFileV4; other: PayoutFileV4 | SecondLookLine[] }>(),
      output: ownData<SecondLookResult>(),
    },
    /** Of these members; of all where they are missing. */
    proofs: { input: ownData<{ payout: PayoutFileV4; memberIds?: string[] }>(), output: ownData<ProofFile[]>() },
  },
  events: {},
})
