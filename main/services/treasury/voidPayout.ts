import { Problem } from '#core/model/problem'
import { allowedMoves } from '#core/treasury/state/allowedMoves'
import { nonceOf } from '#core/treasury/state/payoutSigners'
import { payoutStanding } from '#core/treasury/state/payoutStanding'
import type { OpenedPayout, PayoutBook } from './PayoutBook'

/**
 * Notes that a payout must not be sent, and which nonces have to be used up otherwise. One whose file is gone can be made void as
 * well, so that it does not stand in the way of every other for good; which nonces it took is not known then.
 * @throws Problem `payout.not-possible` where the chain has carried it out, `payout.not-in-journal` or `disk.*`
 */
export async function voidPayout(book: PayoutBook, payoutId: string, reason: string): Promise<void> {
  const known = (await book.list()).find((one) => one.payoutId === payoutId)
  if (known?.moves.some(({ fact }) => fact.kind === 'voided')) return
  if (known && (await book.fileState(known)) !== 'whole') {
    await book.add(payoutId, { kind: 'voided', reason, burns: [] })
    return
  }
  const opened = await book.open(payoutId)
  if (!allowedMoves(opened.state).void) throw notPossible(opened.state.stage, 'made void')
  await book.add(payoutId, { kind: 'voided', reason, burns: burnsOf(opened) })
}

/** Nonces under which somebody signed and that the chain has not used yet. */
function burnsOf({ payout, state }: OpenedPayout): string[] {
  const { usedNonces } = payoutStanding(payout, state)
  return payout.transactions.flatMap((transaction) => {
    const nonce = nonceOf(transaction)
    const isLoose = (state.transactions[transaction.at]?.confirmations.length ?? 0) > 0
    return isLoose && !usedNonces.includes(nonce) ? [nonce] : []
  })
}

/** @param what as in "cannot be …" */
export function notPossible(stage: string, what: string): Problem {
  return new Problem('payout.not-possible', `This payout is ${stage} already, so it cannot be ${what}: look at it again.`)
}
