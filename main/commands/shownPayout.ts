/** What is so of a payout, for standard output: its stage, and each of its transactions. */
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { PayoutState } from '#core/treasury/state/payoutStateModel'

export function shownPayout(
  { transactions: stated }: PayoutFileV4,
  { stage, transactions, problems, unpaid }: PayoutState,
): object {
  return {
    stage,
    transactions: transactions.map(({ at, stage: reached, confirmations, needed, broadcasts, mined }) => ({
      at,
      purpose: stated[at]?.purpose,
      stage: reached,
      signatures: confirmations.length,
      needed,
      sent: broadcasts.map(({ transaction }) => transaction),
      mined: mined && { transaction: mined.transaction, block: mined.block, outcome: mined.outcome },
    })),
    unpaid,
    // The command line has nobody propose a payout.
    problems: problems.flatMap(({ code, message }) => (code === 'not-proposed' ? [] : [message])),
  }
}
