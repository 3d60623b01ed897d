/** Which nonce accounts of a treasury on Solana a new payout may use. */

import { address } from '@solana/kit'
import { usableNonceAccounts } from '#core/solana/checkSolanaSnapshot'
import { nonceAccountPlaces } from '#core/solana/nonceAccounts'
import { nonceKey } from '#core/solana/nonceKey'
import type { SolanaSnapshot } from '#core/solana/solanaSnapshot'
import { nonceOf } from '#core/treasury/state/payoutSigners'
import { payoutStanding } from '#core/treasury/state/payoutStanding'
import type { KeptPayout } from '../../../data/treasury/readPayouts'

/** Nonces that signed payouts still hold: theirs until they are used up. @param replaced the payout whose nonces are to be taken over */
export function heldNonces(payouts: readonly KeptPayout[], treasury: string, replaced: KeptPayout | null): Set<string> {
  return new Set(
    payouts.flatMap(({ id, payout, state }) => {
      if (payout.treasury.kind !== 'solana' || payout.treasury.address !== treasury || id === replaced?.id) return []
      const { usedNonces } = payoutStanding(payout, state)
      return payout.transactions.flatMap((transaction) => {
        const isSigned = (state.transactions[transaction.at]?.confirmations.length ?? 0) > 0
        const nonce = nonceOf(transaction)
        return isSigned && !usedNonces.includes(nonce) ? [nonce] : []
      })
    }),
  )
}

/** How many payees can be paid with what the snapshot has. */
export function freeNonceAccounts(snapshot: SolanaSnapshot, held: ReadonlySet<string>): number {
  return usableNonceAccounts(snapshot).filter((account) => !held.has(nonceKey(account))).length
}

/** How many of the snapshot's are the treasury's own, whose addresses follow from its own. */
export async function ownNonceAccounts({ nonceAccounts, treasury }: SolanaSnapshot): Promise<number> {
  const own = new Set<string>((await nonceAccountPlaces(address(treasury))).map((place) => place.address))
  return nonceAccounts.filter((account) => own.has(account.address)).length
}
