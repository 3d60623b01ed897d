/**
 * Sends the signed transactions of a payout. What is sent is a move before the node is asked, so that a crash leaves a signature to
 * look for; called again, it sends what is open as the very same bytes and nothing twice. SPEC.md, rules [SO12] and [SO22].
 */
import { bytesToHex } from 'viem/utils'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { MoveFact } from '#core/treasury/model/payoutMove'
import { type BroadcastOptions, broadcastSolanaRun, type SentTransaction, type SolanaMove } from './broadcastSolanaRun'
import type { MoveMemory } from './moveMemory'
import { payoutRun } from './payoutRun'
import type { SolanaChain } from './solanaChain'

export interface SendSolanaOptions extends Pick<BroadcastOptions, 'wait' | 'looks'> {
  /** Places of the transactions that are meant; all that are signed without it. */
  only?: readonly number[]
}

/**
 * What became of each transaction that is signed, by its place.
 * @throws Problem `solana.*`, `payout.*`, `confirmation.*`, `node.*` or what the memory refuses
 */
export async function sendSolanaPayout(
  chain: SolanaChain,
  payout: PayoutFileV4,
  memory: MoveMemory,
  { only, ...options }: SendSolanaOptions,
): Promise<Map<number, SentTransaction>> {
  const run = await payoutRun(payout, await memory.moves(), only)
  const onMove = (move: SolanaMove) => memory.keep(solanaMoveFact(move, payout.treasury.address))
  const sent = await broadcastSolanaRun(chain, run, { ...options, onMove })
  return new Map(run.transactions.flatMap(({ at }, place) => (sent[place] ? [[at, sent[place]] as const] : [])))
}

/** What was done, as a move of the payout. */
export function solanaMoveFact(move: SolanaMove, treasury: string): MoveFact {
  const { at, signature } = move
  if (move.kind === 'broadcast') {
    return {
      ...{ kind: 'broadcast', at, transaction: signature, raw: bytesToHex(move.raw), executor: treasury },
      ...{ nonce: null, maxFeePerGasWei: null },
    }
  }
  // Only finalized blocks are read, which do not go: they are told by their slot alone.
  if (move.kind === 'mined') {
    const { slot, outcome } = move
    return { kind: 'mined', at, transaction: signature, block: slot.toString(), blockHash: '', outcome }
  }
  // Another transaction used up the nonce: as with a failed one, nobody was paid, and the place can never pay any more.
  return { kind: 'mined', at, transaction: move.by, block: move.slot.toString(), blockHash: '', outcome: 'failed' }
}
