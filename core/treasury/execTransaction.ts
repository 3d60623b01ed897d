/** The call that carries out a Safe transaction: anybody may send it and pays its gas. */

import type { Address } from 'viem'
import { encodeKnownCall } from './knownCalls'
import { checkNoRefund } from './readSafeTransaction'
import { type CheckedSignatures, joinSignatures } from './safeSignatures'
import type { Call, SafeTransaction } from './safeTransaction'

/** @throws Problem `safe.signatures-missing`, `safe.gas-set` or `safe.refund`. */
export function execTransactionCall(
  safe: Address,
  transaction: SafeTransaction,
  signatures: CheckedSignatures,
  threshold: number,
): Call {
  checkNoRefund(transaction)
  const { to, value, data, operation, safeTxGas, baseGas, gasPrice, gasToken, refundReceiver } = transaction
  const joined = joinSignatures(signatures, threshold)
  const args = [to, value, data, operation, safeTxGas, baseGas, gasPrice, gasToken, refundReceiver, joined] as const
  return { to: safe, value: 0n, data: encodeKnownCall('execTransaction', args) }
}
