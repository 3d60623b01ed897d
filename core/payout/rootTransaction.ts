/**
 * The EIP-1559 transaction that puts a payout's root on chain: `setMerkleRoot(bytes32)`, no value, no access list.
 * Everything the chain decides (nonce, fees, gas) is the user's data, captured online and signed offline. Fees in wei.
 */
import type { Hex, TransactionSerializableEIP1559 } from 'viem'
import { encodeFunctionData, keccak256, parseAbi, serializeTransaction } from 'viem/utils'
import { checkAddress } from '../model/evmAddress'
import { validateArgument } from '../model/problem'
import { checkFeeSettings } from './feeSettings'
import type { PayoutTransaction, RootTransactionSettings } from './payoutFile'

const ROOT_FUNCTION = 'setMerkleRoot(bytes32)'
const abi = parseAbi([`function ${ROOT_FUNCTION}`])

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
  checkFeeSettings(settings)
  const contract = checkAddress(settings.contract, 'the contract', { field: 'contract' })
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
