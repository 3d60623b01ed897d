/** Logs over many blocks, asked for in ranges that nodes take, and in smaller ones where they do not. */
import { Problem } from '#core/model/problem'
import type { PlacedLog } from '#core/treasury/chain/chainLog'
import type { EvmChain, LogQuery } from './evmChain'

const BLOCKS_AT_ONCE = 2_000n
/** Refusals that a shorter range can answer. */
const TOO_MUCH = new Set(['node.refused', 'node.too-large', 'node.timeout'])

/**
 * In the order of the chain.
 * @param blocksAtOnce in one question, where the node takes that many
 * @throws Problem `node.*`
 */
export async function logsInRanges(chain: EvmChain, query: LogQuery, blocksAtOnce = BLOCKS_AT_ONCE): Promise<PlacedLog[]> {
  const { fromBlock, toBlock } = query
  const logs: PlacedLog[] = []
  for (let start = fromBlock; start <= toBlock; start += blocksAtOnce) {
    const end = start + blocksAtOnce - 1n
    logs.push(...(await halving(chain, { ...query, fromBlock: start, toBlock: end < toBlock ? end : toBlock })))
  }
  return logs.sort((a, b) => Number(a.blockNumber - b.blockNumber) || a.logIndex - b.logIndex)
}

async function halving(chain: EvmChain, query: LogQuery): Promise<PlacedLog[]> {
  const { fromBlock, toBlock } = query
  try {
    return await chain.logs(query)
  } catch (thrown) {
    if (!(thrown instanceof Problem) || !TOO_MUCH.has(thrown.code) || fromBlock === toBlock) throw thrown
    const middle = (fromBlock + toBlock) / 2n
    const first = await halving(chain, { ...query, toBlock: middle })
    return [...first, ...(await halving(chain, { ...query, fromBlock: middle + 1n }))]
  }
}
