/**
 * A split of 0xSplits, version 2 (contracts with one `distributionIncentive` of 16 bits and allocations of 256): its hash, and
 * what a distribution gives each recipient. Recipients may stand in any order, and more than once.
 */
import type { Address, Hex } from 'viem'
import { encodeAbiParameters, keccak256, parseAbiParameters } from 'viem/utils'
import { validateArgument } from '../model/problem'
import { MAX_UINT256 } from '../payout/merkleLeaves'
import { checkUint256 } from './uint256'

const SPLIT_PARAMETERS = parseAbiParameters([
  'Split split',
  'struct Split { address[] recipients; uint256[] allocations; uint256 totalAllocation; uint16 distributionIncentive; }',
])
const INCENTIVE_SCALE = 1_000_000n
const MAX_INCENTIVE = 2 ** 16 - 1

export interface SplitV2 {
  recipients: readonly Address[]
  allocations: readonly bigint[]
  totalAllocation: bigint
  /** Millionths of the amount, for whoever starts the distribution. */
  distributionIncentive: number
}

export interface SplitV2Distribution {
  distributorRewardBaseUnits: bigint
  /** In the order of the recipients. */
  amountsBaseUnits: bigint[]
  /** What rounding down leaves in the split. */
  dustBaseUnits: bigint
}

/** Whether the contract takes it: as many allocations as recipients, adding up to the total. */
export function isValidSplitV2({ recipients, allocations, totalAllocation }: SplitV2): boolean {
  const sum = allocations.reduce((total, allocation) => total + allocation, 0n)
  return recipients.length === allocations.length && sum === totalAllocation
}

/** The bytes that are hashed. @throws Problem `splits.bad-incentive` or `uint256.out-of-range`. */
export function encodeSplitV2(split: SplitV2): Hex {
  checkUint256(split.totalAllocation, 'The total of the allocations')
  for (const allocation of split.allocations) checkUint256(allocation, 'An allocation')
  validateArgument(
    Number.isInteger(split.distributionIncentive) &&
      split.distributionIncentive >= 0 &&
      split.distributionIncentive <= MAX_INCENTIVE,
    'splits.bad-incentive',
    `The incentive must be a whole number from 0 to ${MAX_INCENTIVE} millionths, but is ${split.distributionIncentive}.`,
  )
  return encodeAbiParameters(SPLIT_PARAMETERS, [split])
}

/** The hash by which the contract knows its split. @throws as encodeSplitV2. */
export function hashSplitV2(split: SplitV2): Hex {
  return keccak256(encodeSplitV2(split))
}

/**
 * @throws Problem `splits.invalid`, `splits.nothing-allocated`, or `splits.too-large` where the contract's numbers overflow and
 * it refuses the distribution.
 */
export function distributeSplitV2(split: SplitV2, amountBaseUnits: bigint): SplitV2Distribution {
  checkUint256(amountBaseUnits, 'The amount')
  validateArgument(
    isValidSplitV2(split),
    'splits.invalid',
    'The allocations do not add up to their total, or are not as many as the recipients: no contract holds this split.',
  )
  validateArgument(
    split.totalAllocation > 0n || split.recipients.length === 0,
    'splits.nothing-allocated',
    'All allocations are 0, so nothing can be distributed: give at least one above 0.',
  )
  const reward = product(amountBaseUnits, BigInt(split.distributionIncentive)) / INCENTIVE_SCALE
  const rest = amountBaseUnits - reward
  const amountsBaseUnits = split.allocations.map((allocation) => product(rest, allocation) / split.totalAllocation)
  const paid = amountsBaseUnits.reduce((sum, amount) => sum + amount, 0n)
  return { distributorRewardBaseUnits: reward, amountsBaseUnits, dustBaseUnits: rest - paid }
}

function product(amount: bigint, factor: bigint): bigint {
  const result = amount * factor
  validateArgument(
    result <= MAX_UINT256,
    'splits.too-large',
    `${amount} times ${factor} does not fit the contract's numbers: distribute less at once.`,
  )
  return result
}
