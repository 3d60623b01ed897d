/** What a chain shows of all transactions that were signed for one nonce. */
import type { Hex } from 'viem'
import type { TransactionSeen } from '#core/treasury/chain/transactionState'
import type { BroadcastRequest } from './broadcastRequest'
import type { EvmChain } from './evmChain'

export async function seeTransactions(chain: EvmChain, request: BroadcastRequest): Promise<TransactionSeen> {
  const { attempts, fromBlock, blockBefore } = request
  const [{ from, nonce }] = attempts
  const hashes = attempts.map(({ hash }) => hash)
  // Counts before receipts: one that is mined in between is then found by its receipt, not missed by both.
  const [minedNonce, pendingNonce] = [await chain.nonce(from, 'latest'), await chain.nonce(from, 'pending')]
  const receipts = (await Promise.all(hashes.map((hash) => chain.receipt(hash)))).flatMap((receipt) =>
    receipt === null ? [] : [{ ...receipt, hash: receipt.transactionHash }],
  )
  const canonicalHashAt = new Map<bigint, Hex | null>()
  for (const { blockNumber } of receipts) canonicalHashAt.set(blockNumber, (await chain.block(blockNumber))?.hash ?? null)
  const { number: headNumber } = await chain.head()
  const known = await Promise.all(hashes.map((hash) => chain.transaction(hash)))
  const waiting = known.flatMap((transaction) => (transaction?.blockNumber === null ? [transaction.hash] : []))
  const isGone = receipts.length === 0 && minedNonce > nonce
  const takenBy = isGone ? await chain.transactionByNonce(from, nonce, fromBlock) : null
  return { nonce, hashes, receipts, waiting, canonicalHashAt, minedNonce, pendingNonce, headNumber, takenBy, blockBefore }
}
