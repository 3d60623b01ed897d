/** A development chain with a Safe of two owners, and the ways in which tests pay from it. */
import type { Address, Hex } from 'viem'
import { getAddress, padHex, toHex } from 'viem/utils'
import type { ExpectedPayment } from '#core/treasury/chain/reconciliation'
import { type PlannedSafeTransaction, planSafeTransactions } from '#core/treasury/planSafeTransactions'
import type { SafeTransaction } from '#core/treasury/safeTransaction'
import { type ChainBed, openChainBed } from './chainBed'
import {
  createSafe,
  deploySafeContracts,
  type SafeContracts,
  type SafeVersion,
  type SignedSafeCall,
  signedSafeCall,
} from './safeContracts'
import type { AnvilOptions } from './startAnvil'

export interface SafeBed extends ChainBed {
  version: SafeVersion
  contracts: SafeContracts
  /** Two owners, both must sign: accounts 1 and 2. */
  safe: Address
  /** Accounts 1 and 2. */
  owners: [Address, Address]
  plan(token: Address | null, expected: readonly ExpectedPayment[], firstNonce: bigint): PlannedSafeTransaction[]
  /** With both signatures. */
  signed(transaction: SafeTransaction): Promise<SignedSafeCall>
  /** Carries it out from account 0. @returns the hash of that transaction */
  execute(transaction: SafeTransaction): Promise<Hex>
}

export async function openSafeBed(version: SafeVersion = '1.4.1', options: AnvilOptions = {}): Promise<SafeBed> {
  const bed = await openChainBed(options)
  const contracts = await deploySafeContracts(bed, version)
  const [first, second] = [bed.account(1), bed.account(2)]
  const owners: [Address, Address] = [first.address, second.address]
  const safe = await createSafe(bed, contracts, { owners, threshold: 2 })
  const account = { address: safe, chainId: bed.chainId, version }
  const signed = (transaction: SafeTransaction) => signedSafeCall(account, transaction, [first, second])
  return {
    ...bed,
    version,
    contracts,
    safe,
    owners,
    plan: (token, expected, firstNonce) =>
      planSafeTransactions({
        account,
        token,
        multiSendCallOnly: contracts.multiSendCallOnly,
        firstNonce,
        payees: expected.map(({ payee, amountBaseUnits }) => ({ address: payee, amountBaseUnits })),
      }),
    signed,
    execute: async (transaction) => {
      const { call } = await signed(transaction)
      const { hash } = await bed.send({ to: call.to, data: call.data })
      return hash
    },
  }
}

/** Payees that the chain has never seen, with 1, 2, 3 … units of 1,000. */
export function newPayees(count: number, start = 0): ExpectedPayment[] {
  return Array.from({ length: count }, (_, at) => ({
    payee: getAddress(padHex(toHex(0xbeef000000 + start + at), { size: 20 })),
    amountBaseUnits: BigInt(at + 1) * 1_000n,
  }))
}
