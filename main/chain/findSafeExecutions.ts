/** What a Safe has carried out since a block, by its own logs, and what that means for transactions that were signed. */
import type { Address, Hex } from 'viem'
import { Problem } from '#core/model/problem'
import { EXECUTION_FAILURE_TOPIC, EXECUTION_SUCCESS_TOPIC, readSafeExecution } from '#core/treasury/chain/safeExecutions'
import { type LoggedExecution, type SafeNonceUse, safeNonceUse } from '#core/treasury/chain/safeNonceUse'
import type { EvmChain } from './evmChain'
import { logsInRanges } from './logsInRanges'
import { readContract, SAFE_ABI } from './readContract'

/** In the order of the chain. @throws Problem `node.*` */
export async function findSafeExecutions(
  chain: EvmChain,
  safe: Address,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<LoggedExecution[]> {
  const topics = [[EXECUTION_SUCCESS_TOPIC, EXECUTION_FAILURE_TOPIC]]
  const logs = await logsInRanges(chain, { address: safe, topics, fromBlock, toBlock })
  return logs.flatMap((log) => {
    const execution = readSafeExecution(log, safe.toLowerCase())
    const { transactionHash, blockNumber, blockHash } = log
    return execution ? [{ ...execution, transactionHash, blockNumber, blockHash }] : []
  })
}

export interface SafeLookup {
  safe: Address
  /** The Safe's nonce and the block in the snapshot on which the transactions were made. */
  snapshot: { nonce: bigint; blockNumber: bigint }
}

/**
 * What became of each transaction, whoever sent it.
 * @throws Problem `node.*`, `safe.no-nonce` where the address does not answer as a Safe
 */
export async function lookAtSafeTransactions<T extends { safeTxHash: Hex; nonce: bigint }>(
  chain: EvmChain,
  { safe, snapshot }: SafeLookup,
  transactions: readonly T[],
): Promise<(T & { use: SafeNonceUse })[]> {
  const { number: head } = await chain.head()
  const nonceNow = await readContract(chain, head, { address: safe, abi: SAFE_ABI, functionName: 'nonce' })
  if (nonceNow === null) {
    throw new Problem('safe.no-nonce', `${safe} does not answer as a Safe on this chain: check the address and the node.`)
  }
  // What the snapshot's own block holds is in its nonce already.
  const executions = await findSafeExecutions(chain, safe, snapshot.blockNumber + 1n, head)
  const history = { nonceBefore: snapshot.nonce, nonceNow, executions }
  return transactions.map((transaction) => ({ ...transaction, use: safeNonceUse(transaction, history) }))
}
