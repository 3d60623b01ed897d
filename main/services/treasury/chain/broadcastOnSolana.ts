/** Sends one payment of a payout on Solana, or what uses up its nonce: signed whole by the treasury, which pays its fee too. */
import { Problem, validateArgument } from '#core/model/problem'
import { allowedMoves } from '#core/treasury/state/allowedMoves'
import type { MoveMemory } from '../../../solana/moveMemory'
import { sendSolanaCancelling } from '../../../solana/sendSolanaCancelling'
import { sendSolanaPayout } from '../../../solana/sendSolanaPayout'
import type { SolanaChain } from '../../../solana/solanaChain'
import { untilNextLook } from '../../../solana/untilNextLook'
import type { MoveBook } from '../PayoutBook'
import type { BroadcastOrder } from './broadcastTransaction'
import type { ExecutorContext } from './executor'

/** A block becomes final after about 13 s; what is not final then is looked for with the next call. */
const LOOKS = 20

/** The journal or a file of moves, as memory of what is sent. */
export function bookMemory(book: Pick<MoveBook, 'open' | 'add'>, payoutId: string): MoveMemory {
  return {
    moves: async () => (await book.open(payoutId)).moves,
    keep: (fact) => book.add(payoutId, fact),
  }
}

/** @throws Problem `broadcast.*`, `solana.*`, `node.*` or `disk.*` */
export async function broadcastOnSolana(
  book: Pick<MoveBook, 'open' | 'add'>,
  [node]: readonly [SolanaChain, ...SolanaChain[]],
  { payoutId, at, what, raisesFees }: BroadcastOrder,
  { progress, signal }: ExecutorContext,
): Promise<void> {
  const { payout, state } = await book.open(payoutId)
  validateArgument(
    !raisesFees,
    'broadcast.not-on-solana',
    'On Solana a transaction is sent as it was signed, with the fee of its signature: send it again without raising fees.',
  )
  const cancels = what === 'cancelling'
  const reached = state.transactions[at]
  if ((cancels ? reached?.cancelling : reached)?.mined?.outcome === 'succeeded') return
  const moves = allowedMoves(state)
  if (!(cancels ? moves.broadcastCancelling : moves.broadcast).includes(at)) {
    throw new Problem(
      'broadcast.not-possible',
      cancels
        ? `What uses up the nonce of transaction ${at + 1} is not sent: the payout must be void, it must be signed, and the nonce not be used.`
        : `Transaction ${at + 1} of a payout that is ${state.stage} is not sent: it must be signed, and neither void nor over.`,
    )
  }
  progress({ step: 'sending', message: `Giving transaction ${at + 1} to ${node.host}.` })
  const memory = bookMemory(book, payoutId)
  const pace = { wait: () => untilNextLook(signal), looks: LOOKS }
  const sent = cancels
    ? await sendSolanaCancelling(node, payout, at, memory, pace)
    : (await sendSolanaPayout(node, payout, memory, { only: [at], ...pace })).get(at)
  if (sent?.kind === 'consumed') {
    throw new Problem(
      'broadcast.nonce-taken',
      cancels
        ? `${sent.by} has used up the nonce of transaction ${at + 1} already: compare the payout with the chain, which says whether that was the payment.`
        : `Transaction ${at + 1} can never be carried out: ${sent.by} used up its nonce. Find out what that paid before anything is paid again.`,
    )
  }
  if (sent?.kind === 'unknown')
    throw new Problem('broadcast.unknown', `Where transaction ${at + 1} stands cannot be told: ${sent.why}.`)
}
