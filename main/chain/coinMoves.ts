/** Movements of the chain's coin inside a transaction, from a trace where the node keeps them. */
import type { Hex } from 'viem'
import { z } from 'zod'
import type { CoinMove } from '#core/treasury/chain/reconcileCoins'
import { quantitySchema } from './nodeAnswers'
import { NodeRefusal, type NodeRpc } from './nodeRpc'

interface TracedCall {
  type: string
  from: string
  to?: string | undefined
  value?: bigint | undefined
  error?: string | undefined
  calls?: TracedCall[] | undefined
}

const tracedCallSchema: z.ZodType<TracedCall> = z.lazy(() =>
  z.object({
    type: z.string(),
    from: z.string(),
    to: z.string().optional(),
    value: quantitySchema.optional(),
    error: z.string().optional(),
    calls: z.array(tracedCallSchema).optional(),
  }),
)
/** A delegate call shows the value of the call around it and moves nothing. */
const MOVING = new Set(['CALL', 'CREATE', 'CREATE2', 'SELFDESTRUCT'])

export async function coinMovesOf({ request }: NodeRpc, hash: Hex): Promise<CoinMove[] | null> {
  try {
    const trace = tracedCallSchema.safeParse(await request('debug_traceTransaction', [hash, { tracer: 'callTracer' }]))
    return trace.success ? movesIn(trace.data) : null
  } catch (thrown) {
    if (thrown instanceof NodeRefusal) return null
    throw thrown
  }
}

function movesIn({ type, from, to, value = 0n, error, calls = [] }: TracedCall): CoinMove[] {
  // What failed was taken back with everything inside it.
  if (error !== undefined) return []
  const own = MOVING.has(type) && to !== undefined && value > 0n ? [{ from, to, amountBaseUnits: value }] : []
  return [...own, ...calls.flatMap(movesIn)]
}
