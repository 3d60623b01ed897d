/** What comes from elsewhere (records, another machine, a file) is taken in only where it holds. */
import { isDemoKey } from '#core/model/demoIdentity'
import { Problem } from '#core/model/problem'
import { periodOf } from '#core/rewards/splitFile'
import { isPracticeChain } from '#core/treasury/model/chainKey'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { PayoutMove } from '#core/treasury/model/payoutMove'
import { checkConfirmation } from '#core/treasury/payout/checkConfirmation'
import { verifyPayoutV4 } from '#core/treasury/payout/verifyPayoutV4'
import { checkCancelling } from '#core/treasury/state/cancelTransaction'
import { isWholeMove } from '#core/treasury/state/makeMove'
import type { PayoutBook } from './PayoutBook'

/**
 * The demo's amounts are made up, and are paid on chains that are worth nothing.
 * @throws Problem `payout.demo-on-real-chain`
 */
export function refuseRealDemo({ treasury, split }: PayoutFileV4): void {
  if (!isDemoKey(periodOf(split).id) || isPracticeChain(treasury.chain)) return
  throw new Problem(
    'payout.demo-on-real-chain',
    `The demo's amounts are made up, and ${treasury.chain} is a real chain: practise on one of your own machine.`,
  )
}

/** @throws Problem `payout.does-not-hold` */
export async function checkPayoutHolds(payout: PayoutFileV4): Promise<void> {
  const [finding] = await verifyPayoutV4(payout)
  if (!finding) return
  throw new Problem(
    'payout.does-not-hold',
    `The payout does not hold, so it is not taken in: ${finding.where} ${finding.message}. Prepare it again, or ask for its file anew.`,
    { field: finding.where },
  )
}

/** Keeps the payout and those of its moves that hold; one that does not is noted as refused and changes nothing. */
export async function learnPayout(book: PayoutBook, payout: PayoutFileV4, moves: readonly PayoutMove[]): Promise<void> {
  await checkPayoutHolds(payout)
  await book.keepFile(payout)
  for (const move of moves) {
    try {
      await checkMove(payout, move)
      await book.learn(move)
    } catch (thrown) {
      if (!(thrown instanceof Problem) || thrown.code.startsWith('disk.')) throw thrown
      await book.refuse(move, thrown)
    }
  }
}

async function checkMove(payout: PayoutFileV4, move: PayoutMove): Promise<void> {
  if (move.payoutId !== payout.contentSha256 || !isWholeMove(move)) {
    throw new Problem('payout.move-changed', 'A step of the payout is not as it was written: ask for it again where it was made.')
  }
  if (move.fact.kind === 'confirmed') await checkConfirmation(payout, move.fact.confirmation)
  if (move.fact.kind === 'cancelling') await checkCancelling(payout, move.fact)
}
