/**
 * Where a signed transaction stands on chain. A nonce that was used up decides nothing alone: whether it was by this
 * transaction or by another is read from the history of its nonce account, and only where that reaches back far enough.
 */

import type { LandedTransaction } from '#core/solana/reconcileSolana'
import type { SignedSolanaTransaction } from '#core/solana/solanaTransactions'
import { readNonceAccount } from './readAccounts'
import type { SolanaChain } from './solanaChain'

export type SolanaStand =
  | { kind: 'landed'; transaction: LandedTransaction }
  /** Its nonce is unused: it can be sent, and can land at any time. */
  | { kind: 'open' }
  /** Another transaction used its nonce: it can never land. */
  | { kind: 'consumed'; by: string; slot: bigint }
  /** This node does not know enough to say. It is not sent, and not called void. */
  | { kind: 'unknown'; why: string }

/** What is needed to tell where a signed transaction stands. */
export type NoncedTransaction = Pick<SignedSolanaTransaction, 'at' | 'signature' | 'nonce' | 'nonceAccount'>

/** @param sinceSlot slot of the snapshot from which the nonce was taken. */
export async function standOfTransaction(
  chain: SolanaChain,
  transaction: NoncedTransaction,
  sinceSlot: bigint,
): Promise<SolanaStand> {
  const { signature, nonce, nonceAccount } = transaction
  const before = await chain.landed(signature)
  if (before.value) return { kind: 'landed', transaction: before.value }
  const { slot, value } = await chain.accounts([nonceAccount])
  const held = readNonceAccount(nonceAccount, value[0] ?? null)
  if (held?.nonce === nonce) return { kind: 'open' }

  // Several machines may answer for one node: only an answer that has seen the change counts.
  const after = await chain.landed(signature)
  if (after.value) return { kind: 'landed', transaction: after.value }
  if (after.slot < slot) return { kind: 'unknown', why: `the node ${chain.host} is behind itself; ask again in a minute` }
  const history = await chain.history(nonceAccount)
  if (history.some((entry) => entry.signature === signature)) {
    return { kind: 'unknown', why: `the node ${chain.host} lists the transaction and does not have it; ask another` }
  }
  const later = history.filter((entry) => entry.slot > sinceSlot)
  const user = later.at(-1)
  if (!user || later.length === history.length) {
    return {
      kind: 'unknown',
      why: `the node ${chain.host} does not remember back to slot ${sinceSlot}; ask one that keeps all history`,
    }
  }
  return { kind: 'consumed', by: user.signature, slot: user.slot }
}
