/** What is to be sent, and what is known of it so far. */
import type { Hex } from 'viem'
import type { SignedTransaction } from '#core/treasury/chain/signedTransaction'

export interface BroadcastRequest {
  /** All for one nonce of one sender, the first one first: each later one offers more for its gas. */
  attempts: readonly [SignedTransaction, ...SignedTransaction[]]
  /** Blocks after which one counts as final. */
  confirmations: bigint
  /** A block at which the nonce was not used yet, such as the snapshot's; it helps to find who took it. */
  fromBlock: bigint
  /** Where it was seen mined before; null before that. */
  blockBefore: { number: bigint; hash: Hex } | null
}
