/**
 * A token's transfers into and out of a distributor. Where it is not known when the distributor began, they are read backwards, in
 * growing ranges, until they say enough: earlier claims can only lower what is still to be claimed.
 */
import type { Address } from 'viem'
import { Problem } from '#core/model/problem'
import { addressTopic, type PlacedLog } from '#core/treasury/chain/chainLog'
import { TRANSFER_TOPIC } from '#core/treasury/chain/tokenTransfers'
import type { EvmChain } from './evmChain'
import { firstCodeBlock } from './firstCodeBlock'
import { logsInRanges } from './logsInRanges'

const FIRST_WIDTH = 2_000n
/** The transfers of one account are few, so that most nodes answer for many blocks at once. */
const BLOCKS_AT_ONCE = 100_000n
/** Some months on a fast chain. Further back nothing is read without knowing where to end: it would take hours. */
const MOST_BLOCKS = 5_000_000n

export interface DistributorRange {
  token: Address
  distributor: Address
  /** In which the distributor was first funded, or before; null where that is not known. */
  fromBlock: bigint | null
  toBlock: bigint
}

/**
 * @param isEnough whether the transfers so far, the latest ones, answer what is asked
 * @throws Problem `reconcile.no-first-block` where they go back further than can be read, `node.*`
 */
export async function distributorTransfers(
  chain: EvmChain,
  { token, distributor, fromBlock, toBlock }: DistributorRange,
  isEnough: (transfers: readonly PlacedLog[]) => boolean,
): Promise<PlacedLog[]> {
  const self = [addressTopic(distributor)]
  const read = async (from: bigint, to: bigint) => {
    const range = { address: token, fromBlock: from, toBlock: to }
    const into = await logsInRanges(chain, { ...range, topics: [[TRANSFER_TOPIC], null, self] }, BLOCKS_AT_ONCE)
    return [...into, ...(await logsInRanges(chain, { ...range, topics: [[TRANSFER_TOPIC], self] }, BLOCKS_AT_ONCE))]
  }
  if (fromBlock !== null) return read(fromBlock, toBlock)
  const began = await firstCodeBlock(chain, distributor, toBlock)
  const lowest = began ?? (toBlock > MOST_BLOCKS ? toBlock - MOST_BLOCKS : 0n)
  let found: PlacedLog[] = []
  let to = toBlock
  for (let width = FIRST_WIDTH; to >= lowest; width *= 2n) {
    const from = to - lowest >= width ? to - width + 1n : lowest
    found = [...(await read(from, to)), ...found]
    if (isEnough(found)) return found
    to = from - 1n
  }
  if (began !== null || lowest === 0n) return found
  throw new Problem(
    'reconcile.no-first-block',
    `${chain.hosts.join(', ')} does not tell when ${distributor} began, and its claims go back further than block ${lowest}: take in the payouts before, or give a node that keeps old states (an archive).`,
  )
}
