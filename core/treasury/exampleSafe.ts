/** A Safe with three owners, a token and payees for tests; the payout is the one of the case `t-safe-tx.json`. Synthetic. */
import type { Address } from 'viem'
import { getAddress, padHex, toHex } from 'viem/utils'
import type { Payee } from './payeeCalls'
import type { SafePayoutPlan } from './planSafeTransactions'
import type { SafeAccount } from './safeAccount'

export const SAFE: SafeAccount = { address: '0x2FC542CE3FC17f7961c513d53Edf388F0243B5Cc', chainId: 8453, version: '1.4.1' }
export const MULTI_SEND: Address = '0x9641d764fc13c8B624c04430C7356C1C7C8102e2'
export const TOKEN: Address = '0x1111111111111111111111111111111111111111'
export const ADA: Address = '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7'
export const BO: Address = '0x77135961f98DAE3c7a200bE3cd3F3BC15E087d3C'
export const CY: Address = '0x841b3ffB824fc319Ae5B20eD846a10204a3c3339'

export const PLAN: SafePayoutPlan = {
  account: SAFE,
  token: TOKEN,
  multiSendCallOnly: MULTI_SEND,
  firstNonce: 12n,
  payees: [
    { address: ADA, amountBaseUnits: 80_000_000n },
    { address: BO, amountBaseUnits: 20_000_000n },
  ],
}

/** As many payees as asked for, each with another address and amount. */
export function manyPayees(count: number): Payee[] {
  return Array.from({ length: count }, (_, at) => ({
    address: getAddress(padHex(toHex(0xc0ffee0000 + at), { size: 20 })),
    amountBaseUnits: BigInt(at + 1),
  }))
}
