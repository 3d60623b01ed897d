/** Whom a Safe transaction pays, from its own fields: what a second owner sees before signing. */
import type { Address } from 'viem'
import { ZERO_ADDRESS } from '../model/evmAddress'
import { Problem, validateArgument } from '../model/problem'
import { unpackMultiSend } from './multiSend'
import { type ReadCall, readCallData } from './readCallData'
import { SAFE_OPERATIONS, type SafeTransaction } from './safeTransaction'

/**
 * The calls of the transaction, read one by one.
 * @param multiSendCallOnly the only contract whose code may run as the Safe; that its code is the right one is proved on chain.
 * @throws Problem `safe.*` for a transaction that could take more, or take a nonce and pay nothing; `multisend.*`, `call.*`.
 */
export function readSafeTransaction(transaction: SafeTransaction, multiSendCallOnly: Address): ReadCall[] {
  checkNoRefund(transaction)
  if (transaction.operation === SAFE_OPERATIONS.call) return [readCallData(transaction)]
  if (transaction.operation === SAFE_OPERATIONS.delegateCall && transaction.to === multiSendCallOnly) {
    validateArgument(
      transaction.value === 0n,
      'safe.value-to-multisend',
      `${transaction.value} wei are given to MultiSendCallOnly as a whole, which nobody gets: do not sign it.`,
    )
    return unpackMultiSend(transaction.data).map(readCallData)
  }
  throw new Problem(
    'safe.foreign-code',
    `The transaction runs the code of ${transaction.to} as the Safe, which may do anything with it: only MultiSendCallOnly (${multiSendCallOnly}) may. Do not sign it.`,
  )
}

/** @throws Problem `safe.gas-set` or `safe.refund` */
export function checkNoRefund(transaction: SafeTransaction): void {
  validateArgument(
    transaction.safeTxGas === 0n,
    'safe.gas-set',
    `safeTxGas is ${transaction.safeTxGas}: if one payment failed, the nonce would be used up and nobody paid. It must be 0.`,
  )
  const { baseGas, gasPrice, gasToken, refundReceiver } = transaction
  validateArgument(
    baseGas === 0n && gasPrice === 0n && gasToken === ZERO_ADDRESS && refundReceiver === ZERO_ADDRESS,
    'safe.refund',
    'The transaction pays its gas back out of the Safe (baseGas, gasPrice, gasToken, refundReceiver): all must be zero. Do not sign it.',
  )
}
