/**
 * Where a signed transaction stands. Its hashes are known before it is sent, so what the chain holds decides: receipts and
 * nonces, never the words of a node's refusal.
 */
import type { Hex } from 'viem'
import { largerOf } from '../../model/money'

export interface SeenReceipt {
  hash: Hex
  succeeded: boolean
  blockNumber: bigint
  blockHash: Hex
}

/** What was seen of a sender's nonce and of all transactions that were signed for it. */
export interface TransactionSeen {
  nonce: bigint
  /** The first one, and those that replace it with higher fees. */
  hashes: readonly Hex[]
  receipts: readonly SeenReceipt[]
  /** Those of `hashes` that wait in the node's pool. */
  waiting: readonly Hex[]
  /** The hash that the chain has at a receipt's height; null where it has no such block. */
  canonicalHashAt: ReadonlyMap<bigint, Hex | null>
  /** How many transactions of the sender are mined. */
  minedNonce: bigint
  /** The same with those that wait in the node's pool without a gap. */
  pendingNonce: bigint
  headNumber: bigint
  /** The hash of another transaction that used the nonce, where it could be found. */
  takenBy: Hex | null
  /** The block in which it was seen before; null before it was mined. */
  blockBefore: { number: bigint; hash: Hex } | null
}

export type TransactionState =
  | { state: 'not-sent' }
  | { state: 'waiting'; hash: Hex }
  /** Earlier transactions of the sender are missing: it is not mined before them. */
  | { state: 'nonce-gap'; missingFrom: bigint; missingCount: bigint }
  | { state: 'mined' | 'final'; hash: Hex; succeeded: boolean; blockNumber: bigint; blockHash: Hex; confirmations: bigint }
  /** Another transaction used the nonce: it can never be mined. Null: the node does not show which. */
  | { state: 'nonce-taken'; by: Hex | null }

export interface TransactionStanding {
  now: TransactionState
  /** It was mined, and that block is no longer part of the chain. */
  reorganised: boolean
}

/** @param wantedConfirmations blocks, its own included, after which a block counts as final. */
export function transactionStanding(seen: TransactionSeen, wantedConfirmations: bigint): TransactionStanding {
  const receipt = seen.receipts.find(({ blockNumber, blockHash }) => seen.canonicalHashAt.get(blockNumber) === blockHash)
  const { blockBefore } = seen
  const reorganised = blockBefore !== null && receipt?.blockHash !== blockBefore.hash
  return { now: stateNow(seen, receipt, wantedConfirmations), reorganised }
}

function stateNow(seen: TransactionSeen, receipt: SeenReceipt | undefined, wanted: bigint): TransactionState {
  if (receipt) {
    const confirmations = seen.headNumber - receipt.blockNumber + 1n
    return { state: confirmations >= wanted ? 'final' : 'mined', confirmations, ...receipt }
  }
  if (seen.minedNonce > seen.nonce) {
    // A node may know the block before it has its receipt.
    const own = seen.hashes.find((hash) => hash === seen.takenBy)
    return own === undefined ? { state: 'nonce-taken', by: seen.takenBy } : { state: 'waiting', hash: own }
  }
  const { minedNonce, pendingNonce, nonce } = seen
  const next = largerOf(minedNonce, pendingNonce)
  if (next < nonce) return { state: 'nonce-gap', missingFrom: next, missingCount: nonce - next }
  const hash = seen.waiting.at(-1)
  return hash === undefined ? { state: 'not-sent' } : { state: 'waiting', hash }
}
