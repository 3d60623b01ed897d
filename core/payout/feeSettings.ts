/** What a transaction of an account says of nonce, gas and fees: the user's data, captured online. Fees in wei. */
import { validateArgument } from '../model/problem'

export interface FeeSettings {
  chainId: number
  nonce: number
  gasLimit: string
  maxFeePerGasWei: string
  maxPriorityFeePerGasWei: string
}

/** EIP-7825: no transaction may ask for more. */
const GAS_CAP = 2n ** 24n
/** What every transaction costs before any code runs; one that carries native coin to an account needs no more. */
const LEAST_GAS = 21_000n
const MAX_UINT256 = 2n ** 256n

/**
 * @param isPlainTransfer whether nothing but native coin moves, which takes exactly the least gas
 * @throws Problem `transaction.*` naming the setting to correct
 */
export function checkFeeSettings(settings: FeeSettings, isPlainTransfer = false): void {
  const { chainId, nonce, gasLimit, maxFeePerGasWei, maxPriorityFeePerGasWei } = settings
  validateArgument(
    Number.isSafeInteger(chainId) && chainId > 0,
    'transaction.bad-chain',
    'The chain id must be a whole number above zero: look it up in your wallet.',
  )
  validateArgument(
    Number.isSafeInteger(nonce) && nonce >= 0,
    'transaction.bad-nonce',
    'The nonce must be a whole number: read the account’s next nonce while online.',
  )
  for (const [field, text] of Object.entries({ gasLimit, maxFeePerGasWei, maxPriorityFeePerGasWei })) {
    validateArgument(
      /^(0|[1-9]\d{0,77})$/.test(text) && BigInt(text) < MAX_UINT256,
      'transaction.bad-number',
      `${field} must be a whole number in digits, not "${text.slice(0, 40)}".`,
    )
  }
  const least = isPlainTransfer ? LEAST_GAS : LEAST_GAS + 1n
  validateArgument(
    BigInt(gasLimit) >= least && BigInt(gasLimit) <= GAS_CAP,
    'transaction.bad-gas',
    `The gas limit ${gasLimit} must lie between ${LEAST_GAS} and ${GAS_CAP}: a token's transfer takes about 65000, setting a root about 160000.`,
  )
  validateArgument(
    BigInt(maxFeePerGasWei) > 0n,
    'transaction.bad-fee',
    'The greatest fee per gas is zero: no node would take it.',
  )
  validateArgument(
    BigInt(maxPriorityFeePerGasWei) <= BigInt(maxFeePerGasWei),
    'transaction.bad-fee',
    'The priority fee is above the greatest fee per gas: lower it, or raise the other.',
  )
}
