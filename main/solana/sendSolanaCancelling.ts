/**
 * Sends the transaction that uses up the nonce of one of a void payout's. As with a payment, it is a move before the node is asked, and
 * called again it is sent as the same bytes. SPEC.md, rule [SO24].
 */
import type { Hex } from 'viem'
import { hexToBytes } from 'viem/utils'
import { validateArgument } from '#core/model/problem'
import { assembleTransaction, transactionId } from '#core/solana/signedSolanaTransaction'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { cancelSolanaTransaction } from '#core/treasury/state/cancelTransaction'
import { payoutState } from '#core/treasury/state/payoutState'
import type { PayoutState } from '#core/treasury/state/payoutStateModel'
import { type BroadcastOptions, broadcastOne, checkCluster, type SentTransaction, type SolanaMove } from './broadcastSolanaRun'
import type { MoveMemory } from './moveMemory'
import { solanaMoveFact } from './sendSolanaPayout'
import type { SolanaChain } from './solanaChain'

/** The id of the signed transaction that cancels the one at this place; null while it is not signed. */
export function cancellingId({ transactions }: Pick<PayoutState, 'transactions'>, at: number): string | null {
  const [confirmation] = transactions[at]?.cancelling?.confirmations ?? []
  return confirmation ? transactionId(hexToBytes(confirmation.signature as Hex)) : null
}

/** @throws Problem `payout.*`, `solana.*`, `node.*` or what the memory refuses */
export async function sendSolanaCancelling(
  chain: SolanaChain,
  payout: PayoutFileV4,
  at: number,
  memory: MoveMemory,
  options: Pick<BroadcastOptions, 'wait' | 'looks'>,
): Promise<SentTransaction> {
  await checkCluster(chain, payout.treasury.chain)
  const state = payoutState(payout, await memory.moves())
  const [confirmation] = state.transactions[at]?.cancelling?.confirmations ?? []
  const stated = payout.transactions[at]
  validateArgument(
    confirmation && stated?.kind === 'solana',
    'payout.not-signed',
    `What uses up the nonce of transaction ${at + 1} is not signed yet: sign it first.`,
  )
  const { message, treasury, nonceAccount, nonce } = cancelSolanaTransaction(payout, at)
  const signature = hexToBytes(confirmation.signature as Hex)
  const given = {
    transaction: { at, signature: transactionId(signature), nonceAccount, nonce },
    raw: assembleTransaction(message, signature, treasury),
    sinceSlot: BigInt(stated.nonceSlot),
  }
  return broadcastOne(chain, given, { ...options, onMove: (move) => keepMove(move, treasury, memory) })
}

/** What another took the nonce of ended the payment, not what cancels it: comparing with the chain tells which of both it was. */
async function keepMove(move: SolanaMove, treasury: string, memory: MoveMemory): Promise<void> {
  if (move.kind === 'consumed') return
  const fact = solanaMoveFact(move, treasury)
  if (fact.kind === 'broadcast' || fact.kind === 'mined') await memory.keep({ ...fact, cancels: true })
}
