/** Whether a Safe has used a nonce, and by which transaction, without knowing when it began: its logs are read backwards. */
import type { Address, Hex } from 'viem'
import { Problem } from '#core/model/problem'
import { type LoggedExecution, type SafeNonceUse, safeNonceUse } from '#core/treasury/chain/safeNonceUse'
import type { EvmChain } from './evmChain'
import { findSafeExecutions } from './findSafeExecutions'
import { readContract, SAFE_ABI } from './readContract'

const FIRST_WIDTH = 2_000n

/** @throws Problem `safe.no-nonce`, `node.*` */
export async function safeUseNow(
  chain: EvmChain,
  safe: Address,
  transaction: { safeTxHash: Hex; nonce: bigint },
): Promise<SafeNonceUse> {
  const { number: head } = await chain.head()
  const nonceNow = await readContract(chain, head, { address: safe, abi: SAFE_ABI, functionName: 'nonce' })
  if (nonceNow === null) {
    throw new Problem('safe.no-nonce', `${safe} does not answer as a Safe on this chain: check the address and the node.`)
  }
  const { nonce } = transaction
  const executions = nonceNow > nonce ? await latestExecutions(chain, safe, head, Number(nonceNow - nonce)) : []
  return safeNonceUse(transaction, { nonceBefore: nonce, nonceNow, executions })
}

/** The last `count`, in the order of the chain; fewer where the node keeps no more logs. */
async function latestExecutions(chain: EvmChain, safe: Address, head: bigint, count: number): Promise<LoggedExecution[]> {
  let found: LoggedExecution[] = []
  let to = head
  for (let width = FIRST_WIDTH; found.length < count && to >= 0n; width *= 2n) {
    const from = to >= width ? to - width + 1n : 0n
    found = [...(await findSafeExecutions(chain, safe, from, to)), ...found]
    to = from - 1n
  }
  return found.slice(-count)
}
