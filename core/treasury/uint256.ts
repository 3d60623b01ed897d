/** Whole numbers as contracts hold them. */
import { validateArgument } from '../model/problem'
import { MAX_UINT256 } from '../payout/merkleLeaves'

/** @param what the number's name, for the sentence. @throws Problem `uint256.out-of-range` below 0 and from 2^256 on. */
export function checkUint256(value: bigint, what: string): bigint {
  validateArgument(
    value >= 0n && value <= MAX_UINT256,
    'uint256.out-of-range',
    `${what} must be from 0 to 2^256 − 1, but is ${value}: correct it.`,
  )
  return value
}
