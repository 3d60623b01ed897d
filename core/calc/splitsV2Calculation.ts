/**
 * `evm_splits_v2`: whether the contract takes a split, the length of its encoding, its hash, and what each distribution gives.
 * A split that the contract does not take distributes nothing.
 */
import { size } from 'viem/utils'
import { z } from 'zod'
import { distributeSplitV2, encodeSplitV2, hashSplitV2, isValidSplitV2, type SplitV2 } from '../treasury/splitsV2'
import { type Calculation, readInputs } from './calculation'
import { address, uint256 } from './evmInputs'

const inputs = z.object({
  split: z.object({
    recipients: z.array(address),
    allocations: z.array(uint256),
    totalAllocation: uint256,
    distributionIncentive: uint256.transform(Number),
  }),
  distributions: z.array(z.object({ amount: uint256 })).default([]),
})

export const splitsV2Calculation: Calculation = {
  computeCase(given) {
    const { split, distributions } = readInputs(inputs, given)
    const valid = isValidSplitV2(split)
    return {
      ...given,
      valid,
      abi_encoded_sha_len: size(encodeSplitV2(split)),
      hash: hashSplitV2(split),
      distributions: valid ? distributions.map(({ amount }) => distributionOf(split, amount)) : [],
    }
  },
}

function distributionOf(split: SplitV2, amount: bigint): Record<string, unknown> {
  const { distributorRewardBaseUnits, amountsBaseUnits, dustBaseUnits } = distributeSplitV2(split, amount)
  return {
    amount: amount.toString(),
    distributor_reward: distributorRewardBaseUnits.toString(),
    amounts: amountsBaseUnits.map(String),
    dust_left: dustBaseUnits.toString(),
  }
}
