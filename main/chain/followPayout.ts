/** Brings what is known of a payout up to what the chain shows: moves `mined` and `unmined`. SPEC.md, rule [PS14]. */

import { Problem } from '#core/model/problem'
import type { ChainReceipt } from '#core/treasury/chain/chainLog'
import { evmChainId } from '#core/treasury/model/chainKey'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { PayoutMove } from '#core/treasury/model/payoutMove'
import { payoutState } from '#core/treasury/state/payoutState'
import type { TransactionState } from '#core/treasury/state/payoutStateModel'
import { isStanding, movesOfKind } from '#core/treasury/state/transactionState'
import type { EvmChain } from './evmChain'
import type { MoveMemory } from './moveMemory'
import { type TransactionFate, transactionFate } from './transactionFate'

/**
 * What became of each transaction, in their order; `only` looks at one.
 * @throws Problem `broadcast.other-chain`, `node.*`, `safe.no-nonce` or what the memory refuses
 */
export async function followPayout(
  chain: EvmChain,
  payout: PayoutFileV4,
  memory: MoveMemory,
  only?: number,
): Promise<TransactionFate[]> {
  await checkChain(chain, payout)
  await keepUnmined(chain, memory)
  const { transactions } = payoutState(payout, await memory.moves())
  const fates: TransactionFate[] = []
  for (const known of transactions) {
    if (only !== undefined && known.at !== only) continue
    const fate = await transactionFate(chain, payout, known)
    await keepMined(memory, known, fate)
    fates.push(fate)
  }
  return fates
}

/** @throws Problem `broadcast.other-chain` */
async function checkChain(chain: EvmChain, { treasury }: PayoutFileV4): Promise<void> {
  const found = await chain.chainId()
  if (found === evmChainId(treasury.chain)) return
  throw new Problem(
    'broadcast.other-chain',
    `The payout is for ${treasury.chain}, and ${chain.hosts.join(', ')} is of chain ${found}: give a node of its chain.`,
  )
}

/** A block that a node does not have at all may be one that it has not got yet: that says nothing. */
async function keepUnmined(chain: EvmChain, memory: MoveMemory): Promise<void> {
  const moves = await memory.moves()
  for (const { fact } of movesOfKind(moves, 'mined')) {
    if (!isStanding(fact, moves)) continue
    const block = await chain.block(BigInt(fact.block))
    if (block === null || block.hash === fact.blockHash) continue
    const { at, transaction, blockHash } = fact
    await memory.keep({ kind: 'unmined', at, transaction, blockHash })
  }
}

async function keepMined(memory: MoveMemory, { at, mined }: TransactionState, fate: TransactionFate): Promise<void> {
  const receipt = fate.kind === 'mined' || fate.kind === 'failed' ? fate.receipt : fate.kind === 'open' ? fate.failed : null
  if (!receipt || (mined?.transaction === receipt.transactionHash && mined.blockHash === receipt.blockHash)) return
  const again = goneBefore(await memory.moves(), receipt)
  await memory.keep({
    kind: 'mined',
    at,
    transaction: receipt.transactionHash,
    block: receipt.blockNumber.toString(),
    blockHash: receipt.blockHash,
    outcome: fate.kind === 'mined' ? 'succeeded' : 'failed',
    ...(again.length > 0 ? { again } : {}),
  })
}

/** The chain may come back to a block that it had left. */
function goneBefore(moves: readonly PayoutMove[], { transactionHash, blockHash }: ChainReceipt): string[] {
  const gone = movesOfKind(moves, 'unmined')
  return gone.filter(({ fact }) => fact.transaction === transactionHash && fact.blockHash === blockHash).map(({ id }) => id)
}
