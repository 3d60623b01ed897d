/**
 * The EIP-1559 transaction that puts a payout's root on chain: `setMerkleRoot(bytes32)`, no value, no access list.
 * Everything the chain decides (nonce, fees, gas) is the user's data, captured online and signed offline. Fees in wei.
 */
import type { Hex, TransactionSerializableEIP1559 } from 'viem'
import { encodeFunctionData, keccak256, parseAbi, serializeTransaction } from 'viem/utils'
import { checkAddress } from '../model/evmAddress'
import { validateArgument } from '../model/problem'
import type { PayoutTransaction, RootTransactionSettings } from './payoutFile'

const ROOT_FUNCTION = 'setMerkleRoot(bytes32)'
const abi = parseAbi([`function ${ROOT_FUNCTION}`])
/** EIP-7825: no transaction may ask for more. */
const GAS_CAP = 2n ** 24n
/** What any transaction with this call data costs before its code runs: below it no node takes the transaction. */
const LEAST_GAS = 21_000n
const MAX_UINT256 = 2n ** 256n

/**
 * Builds and serialises the transaction; signs nothing.
 * @throws Problem `transaction.*` or `address.*` naming the setting to correct.
 */
export function buildRootTransaction(root: string, settings: RootTransactionSettings): PayoutTransaction {
  const { chainId, nonce, gasLimit, maxFeePerGasWei, maxPriorityFeePerGasWei } = settings
  validateArgument(
    /^0x[0-9a-f]{64}$/.test(root),
    'transaction.bad-root',
    'The Merkle root must be 32 bytes: prepare the payout again.',
  )
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
  const contract = checkAddress(settings.contract, 'the contract', { field: 'contract' })
  validateArgument(
    BigInt(gasLimit) > LEAST_GAS && BigInt(gasLimit) <= GAS_CAP,
    'transaction.bad-gas',
    `The gas limit ${gasLimit} must lie between ${LEAST_GAS} and ${GAS_CAP}: setting a root takes about 160000.`,
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
  const checked: RootTransactionSettings = { chainId, contract, nonce, gasLimit, maxFeePerGasWei, maxPriorityFeePerGasWei }
  const data = encodeFunctionData({ abi, functionName: 'setMerkleRoot', args: [root as Hex] })
  const unsigned = serializeTransaction(transactionFields(checked, data))
  return { ...checked, functionSignature: ROOT_FUNCTION, data, unsigned, signingHash: keccak256(unsigned) }
}

/** The transaction as viem serialises it; with a signature the same fields give the signed bytes. */
export function transactionFields(settings: RootTransactionSettings, data: string): TransactionSerializableEIP1559 {
  return {
    type: 'eip1559',
    chainId: settings.chainId,
    nonce: settings.nonce,
    to: settings.contract as Hex,
    value: 0n,
    gas: BigInt(settings.gasLimit),
    maxFeePerGas: BigInt(settings.maxFeePerGasWei),
    maxPriorityFeePerGas: BigInt(settings.maxPriorityFeePerGasWei),
    data: data as Hex,
  }
}
