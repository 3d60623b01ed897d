/** What the chain asks for gas now, from its latest blocks. */
import { z } from 'zod'
import type { FeeMarket } from '#core/treasury/chain/fees'
import { type Ask, blockSchema, quantitySchema } from './nodeAnswers'
import { NodeRefusal, type NodeRpc } from './nodeRpc'

const BLOCKS = '0xa'
const MIDDLE_TIP = [50]
const historySchema = z.object({ reward: z.array(z.array(quantitySchema)).nullish() })

export async function feeMarketOf(ask: Ask, rpc: NodeRpc): Promise<FeeMarket> {
  const [{ baseFeeWei }, gasPriceWei] = await Promise.all([
    ask(blockSchema, 'eth_getBlockByNumber', ['latest', false]),
    ask(quantitySchema, 'eth_gasPrice', []),
  ])
  return { baseFeeWei, gasPriceWei, tipsWei: baseFeeWei === null ? [] : await latestTips(rpc) }
}

/** None where the node keeps no history of fees. */
async function latestTips({ request }: NodeRpc): Promise<bigint[]> {
  try {
    const history = historySchema.safeParse(await request('eth_feeHistory', [BLOCKS, 'latest', MIDDLE_TIP]))
    return (history.data?.reward ?? []).flatMap(([tip]) => (tip === undefined ? [] : [tip]))
  } catch (thrown) {
    if (thrown instanceof NodeRefusal) return []
    throw thrown
  }
}
