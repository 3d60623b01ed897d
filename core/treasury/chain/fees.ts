/** What to offer for the gas of a transaction: wei per gas. Chosen by whoever sends it, at the time of sending. */
import { largerOf, smallerOf } from '../../model/money'
import { Problem, validateArgument } from '../../model/problem'

/** EIP-1559, or one price on chains without a base fee. */
export type GasFees =
  | { kind: 'eip1559'; maxFeePerGasWei: bigint; maxPriorityFeePerGasWei: bigint }
  | { kind: 'legacy'; gasPriceWei: bigint }

export interface FeeMarket {
  /** Null on chains without EIP-1559. */
  baseFeeWei: bigint | null
  /** Tips that were paid in the latest blocks, one for each. */
  tipsWei: readonly bigint[]
  gasPriceWei: bigint
}

/** Twice the base fee lasts for at least six full blocks, each of which may raise it by an eighth. */
const BASE_FEE_ROOM = 2n
/** Nodes take a replacement from 10 % more on, some from 12.5 %; both the fee and the tip must rise. */
const REPLACEMENT_NUMERATOR = 1125n
const REPLACEMENT_DENOMINATOR = 1000n

/** The fee that is likely to be taken soon: the middle of the latest tips above twice the base fee. */
export function suggestFees({ baseFeeWei, tipsWei, gasPriceWei }: FeeMarket): GasFees {
  if (baseFeeWei === null) return { kind: 'legacy', gasPriceWei }
  const sorted = [...tipsWei].sort((a, b) => (a < b ? -1 : Number(a > b)))
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0n
  const tip = middle > 0n ? middle : 1n
  return { kind: 'eip1559', maxFeePerGasWei: baseFeeWei * BASE_FEE_ROOM + tip, maxPriorityFeePerGasWei: tip }
}

/** @throws Problem `fees.above-cap` where the chain asks for more than was allowed. */
export function capFees(fees: GasFees, capWei: bigint, baseFeeWei: bigint | null): GasFees {
  const wanted = highestPrice(fees)
  if (wanted <= capWei) return fees
  const least = baseFeeWei ?? wanted
  if (least > capWei || fees.kind === 'legacy') {
    throw new Problem(
      'fees.above-cap',
      `The chain asks for ${least} wei per gas, and at most ${capWei} are allowed: wait, or allow more.`,
    )
  }
  const room = capWei - least
  const tip = fees.maxPriorityFeePerGasWei
  return { kind: 'eip1559', maxFeePerGasWei: capWei, maxPriorityFeePerGasWei: smallerOf(room, tip) }
}

/**
 * Fees that take the place of `before` under the same nonce: each at least 12.5 % higher, and what the chain asks for now.
 * @throws Problem `fees.other-kind` where the chain has changed how it counts.
 */
export function replacementFees(before: GasFees, now: GasFees): GasFees {
  if (before.kind === 'legacy' && now.kind === 'legacy') {
    return { kind: 'legacy', gasPriceWei: largerOf(raised(before.gasPriceWei), now.gasPriceWei) }
  }
  validateArgument(
    before.kind === 'eip1559' && now.kind === 'eip1559',
    'fees.other-kind',
    'The chain counts fees in another way than the transaction that is waiting: take the node of the same chain.',
  )
  return {
    kind: 'eip1559',
    maxFeePerGasWei: largerOf(raised(before.maxFeePerGasWei), now.maxFeePerGasWei),
    maxPriorityFeePerGasWei: largerOf(raised(before.maxPriorityFeePerGasWei), now.maxPriorityFeePerGasWei),
  }
}

/** The most that one unit of gas can cost. */
export function highestPrice(fees: GasFees): bigint {
  return fees.kind === 'legacy' ? fees.gasPriceWei : fees.maxFeePerGasWei
}

/** Rounded up, or a small fee would stay as it is. */
function raised(wei: bigint): bigint {
  return (wei * REPLACEMENT_NUMERATOR + REPLACEMENT_DENOMINATOR - 1n) / REPLACEMENT_DENOMINATOR
}
