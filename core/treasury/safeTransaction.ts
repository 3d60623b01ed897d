/** A transaction of a Safe as its owners sign it. All amounts of gas and wei are bigint. */
import type { Address, Hex } from 'viem'
import { ZERO_ADDRESS } from '../model/evmAddress'

/** Safe's own numbers. `create` exists in old versions only, and nothing here makes one. */
export const SAFE_OPERATIONS = { call: 0, delegateCall: 1, create: 2 } as const
export type SafeOperation = (typeof SAFE_OPERATIONS)[keyof typeof SAFE_OPERATIONS]

export interface SafeTransaction {
  to: Address
  value: bigint
  data: Hex
  operation: SafeOperation
  safeTxGas: bigint
  baseGas: bigint
  gasPrice: bigint
  gasToken: Address
  refundReceiver: Address
  nonce: bigint
}

/** What a call to one contract or account is: the part of a transaction that moves something. */
export interface Call {
  to: Address
  /** Native coin, in wei. */
  value: bigint
  data: Hex
}

/**
 * A transaction that refunds nobody and fails as a whole. With a safeTxGas above 0 a failing payment would use up the nonce
 * under a receipt that says success; with 0 it reverts.
 */
export function safeTransaction(call: Call, operation: SafeOperation, nonce: bigint): SafeTransaction {
  return {
    ...call,
    operation,
    safeTxGas: 0n,
    baseGas: 0n,
    gasPrice: 0n,
    gasToken: ZERO_ADDRESS,
    refundReceiver: ZERO_ADDRESS,
    nonce,
  }
}
