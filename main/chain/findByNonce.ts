/**
 * Which transaction of an account used a nonce. Few nodes answer that; otherwise the block is found in which the account's count
 * passed the nonce, and its transactions are looked through.
 */
import type { Address, Hex } from 'viem'
import { numberToHex } from 'viem/utils'
import { z } from 'zod'
import { Problem } from '#core/model/problem'
import { type Ask, blockSchema, quantitySchema, transactionSchema } from './nodeAnswers'
import { NodeRefusal, type NodeRpc } from './nodeRpc'

const fullBlockSchema = z.object({ transactions: z.array(transactionSchema) }).nullable()

/** @param fromBlock where the count was still at or below the nonce. Null where the node does not keep such old states. */
export async function findByNonce(
  node: { ask: Ask; rpc: NodeRpc },
  sender: Address,
  nonce: bigint,
  fromBlock: bigint,
): Promise<Hex | null> {
  const direct = await askDirectly(node.rpc, sender, nonce)
  if (direct !== null) return direct
  try {
    const block = await passingBlock(node.ask, sender, nonce, fromBlock)
    const found = await node.ask(fullBlockSchema, 'eth_getBlockByNumber', [numberToHex(block), true])
    return found?.transactions.find((each) => each.from === sender && each.nonce === nonce)?.hash ?? null
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code === 'node.refused') return null
    throw thrown
  }
}

async function askDirectly({ request }: NodeRpc, sender: Address, nonce: bigint): Promise<Hex | null> {
  try {
    const answer = await request('eth_getTransactionBySenderAndNonce', [sender, numberToHex(nonce)])
    const parsed = transactionSchema.safeParse(answer)
    return parsed.success && parsed.data.blockNumber !== null ? parsed.data.hash : null
  } catch (thrown) {
    if (thrown instanceof NodeRefusal) return null
    throw thrown
  }
}

async function passingBlock(ask: Ask, sender: Address, nonce: bigint, fromBlock: bigint): Promise<bigint> {
  let low = fromBlock
  let high = (await ask(blockSchema, 'eth_getBlockByNumber', ['latest', false])).number
  while (low < high) {
    const middle = (low + high) / 2n
    const count = await ask(quantitySchema, 'eth_getTransactionCount', [sender, numberToHex(middle)])
    if (count > nonce) high = middle
    else low = middle + 1n
  }
  return low
}
