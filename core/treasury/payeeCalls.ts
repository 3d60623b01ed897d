/** Payments as calls: a token's `transfer`, or a call without data that carries native coin. Amounts are bigint base units. */
import type { Address } from 'viem'
import { encodeKnownCall } from './knownCalls'
import type { Call } from './safeTransaction'

export interface Payee {
  address: Address
  amountBaseUnits: bigint
}

/** @param token null for the chain's native coin. */
export function payeeCall(token: Address | null, { address, amountBaseUnits }: Payee): Call {
  if (token === null) return { to: address, value: amountBaseUnits, data: '0x' }
  return { to: token, value: 0n, data: encodeKnownCall('transfer', [address, amountBaseUnits]) }
}
