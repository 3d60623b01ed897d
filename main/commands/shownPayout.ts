/** What is so of a payout, for standard output: of each transaction and of each payee. */
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { PayoutMove } from '#core/treasury/model/payoutMove'
import { payoutState } from '#core/treasury/state/payoutState'
import type { TransactionFate } from '../chain/transactionFate'

/** @param fates by place of the transaction, as far as they were looked at */
export function shownTransactions(
  payout: PayoutFileV4,
  moves: readonly PayoutMove[],
  fates: ReadonlyMap<number, TransactionFate>,
): { stage: string; transactions: object[]; problems: string[] } {
  const { stage, transactions, problems } = payoutState(payout, moves)
  return {
    stage,
    transactions: transactions.map(({ at, stage: reached, confirmations, needed, broadcasts, mined }) => ({
      at,
      purpose: payout.transactions[at]?.purpose,
      stage: reached,
      onChain: fates.get(at)?.kind ?? null,
      signatures: confirmations.length,
      needed,
      sent: broadcasts.map(({ transaction }) => transaction),
      mined: mined && { transaction: mined.transaction, block: mined.block, outcome: mined.outcome },
    })),
    // The command line has nobody propose a payout.
    problems: problems.flatMap(({ code, message }) => (code === 'not-proposed' ? [] : [message])),
  }
}
