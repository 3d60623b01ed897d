/**
 * Whether a payout in the chain's own coin reached everybody. The coin writes no logs: what a trace shows is proved, what only
 * the balances of a block before and after show may have other causes in the same block.
 */
import type { Address } from 'viem'
import { type ExpectedPayment, type Reconciliation, reconcileReceived } from './reconciliation'

/** One movement of coin inside a transaction, in wei. */
export interface CoinMove {
  from: string
  to: string
  amountBaseUnits: bigint
}

export interface CoinReconciliation extends Reconciliation {
  /** `trace`: each movement was seen. `balances`: only what the payees hold before and after. */
  proof: 'trace' | 'balances'
}

/** @param moves of transactions that succeeded. */
export function reconcileCoinMoves(
  expected: readonly ExpectedPayment[],
  moves: readonly CoinMove[],
  treasury: Address,
): CoinReconciliation {
  const received = new Map<string, bigint>()
  for (const { from, to, amountBaseUnits } of moves) {
    if (from.toLowerCase() !== treasury.toLowerCase() || amountBaseUnits === 0n) continue
    const key = to.toLowerCase()
    received.set(key, (received.get(key) ?? 0n) + amountBaseUnits)
  }
  return { ...reconcileReceived(expected, received), proof: 'trace' }
}

/** @param gained wei by address in small letters: the balance after the block less the one before. What fell counts as nothing. */
export function reconcileBalances(expected: readonly ExpectedPayment[], gained: ReadonlyMap<string, bigint>): CoinReconciliation {
  const received = new Map([...gained].filter(([, amount]) => amount > 0n))
  return { ...reconcileReceived(expected, received), proof: 'balances' }
}
