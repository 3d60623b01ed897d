import type { Address } from 'viem'
import { Problem } from '#core/model/problem'
import type { EvmChain } from './evmChain'

/** The block from which on there is a contract, by halves; null where the node does not keep such old states. @throws Problem `node.*` */
export async function firstCodeBlock(chain: EvmChain, contract: Address, head: bigint): Promise<bigint | null> {
  let [low, high] = [0n, head]
  try {
    while (low < high) {
      const middle = (low + high) / 2n
      if ((await chain.code(contract, middle)) === '0x') low = middle + 1n
      else high = middle
    }
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code === 'node.refused') return null
    throw thrown
  }
  return low
}
