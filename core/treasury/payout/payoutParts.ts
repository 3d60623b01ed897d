/** What a payout of version 4 is put together from; all else in the file follows. Amounts are bigint base units. */
import type { HeldAmount } from '../../payout/payoutFile'
import type { PeriodFacts } from '../../rewards/comparePeriod'
import type { SplitFile } from '../../rewards/splitFile'
import type { AddressConfirmation } from '../model/addressConfirmation'
import type { DistributorKind, PayoutFileV4, PayoutMethod } from '../model/payoutFileV4'
import type { TokenFacts, TreasuryFacts } from '../model/treasuryFacts'

/** Nonces, gas and fees, as they were captured while online. */
export type TransactionSettings =
  | {
      kind: 'safe'
      /** The Safe's next nonce; further transactions have the ones after it. */
      firstNonce: bigint
    }
  | {
      kind: 'account'
      type: 'eip1559' | 'legacy'
      firstNonce: number
      /** Of each payment, and of what funds a distributor. */
      gasLimit: string
      /** Of the transaction that sets a root; the same as `gasLimit` where it is missing. */
      rootGasLimit?: string | undefined
      /** Of a legacy transaction: its gas price. */
      maxFeePerGasWei: string
      /** Of a legacy transaction: the same again. */
      maxPriorityFeePerGasWei: string
    }
  | {
      kind: 'solana'
      /** At least as many as payees. */
      nonceAccounts: readonly { address: string; nonce: string }[]
      /** Slot in which they held these nonces. */
      nonceSlot: string
      /** Null for SOL. */
      tokenProgram: 'token' | 'token-2022' | null
      /** Payees by address whose token account does not exist yet. */
      withoutTokenAccount: ReadonlySet<string>
    }

export interface MerkleParts {
  kind: DistributorKind
  distributor: string
  /** Running totals of this chain, distributor and token before the payout; empty before its first root. */
  previousByAddress: ReadonlyMap<string, bigint>
  /** Null for all that the period's payees get. */
  fund: bigint | null
}

export interface PayoutParts {
  method: PayoutMethod
  treasury: TreasuryFacts
  token: TokenFacts
  split: SplitFile
  /** Paid before the split's own, the oldest first. */
  periodsBefore: readonly PeriodFacts[]
  previousPayouts: readonly string[]
  replaces: PayoutFileV4['replaces']
  heldBefore: readonly HeldAmount[]
  /** Addresses of payees who get a small first payment now, and the rest later. */
  firstPayments: readonly string[]
  addressConfirmations: readonly AddressConfirmation[]
  snapshotSha256: string | null
  /** Of method `merkle` only. */
  merkle: MerkleParts | null
  settings: TransactionSettings
}
