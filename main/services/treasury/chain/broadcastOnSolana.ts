/** Sends one payment of a payout on Solana: signed whole by the treasury, which pays its fee too. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Problem, validateArgument } from '#core/model/problem'
import { allowedMoves } from '#core/treasury/state/allowedMoves'
import type { MoveMemory } from '../../../solana/moveMemory'
import { sendSolanaPayout } from '../../../solana/sendSolanaPayout'
import type { SolanaChain } from '../../../solana/solanaChain'
import type { MoveBook } from '../PayoutBook'
import type { BroadcastOrder } from './broadcastTransaction'
import type { ExecutorContext } from './executor'

/** A block becomes final after about 13 s; what is not final then is looked for with the next call. */
const LOOKS = 20
const LOOK_EVERY_MS = 1000

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
    what === 'payment' && !raisesFees,
    'broadcast.not-on-solana',
    'On Solana a payment is sent as it was signed, and its nonce is used up by nothing else yet: send the payment itself.',
  )
  if (state.transactions[at]?.mined?.outcome === 'succeeded') return
  if (!allowedMoves(state).broadcast.includes(at)) {
    throw new Problem(
      'broadcast.not-possible',
      `Transaction ${at + 1} of a payout that is ${state.stage} is not sent: it must be signed, and neither void nor over.`,
    )
  }
  progress({ step: 'sending', message: `Giving transaction ${at + 1} to ${node.host}.` })
  // Who cancels waits no longer; what was sent is sent.
  const wait = async () => {
    if (!signal.aborted) await sleep(LOOK_EVERY_MS)
  }
  const sent = (await sendSolanaPayout(node, payout, bookMemory(book, payoutId), { only: [at], wait, looks: LOOKS })).get(at)
  if (sent?.kind === 'consumed') {
    throw new Problem(
      'broadcast.nonce-taken',
      `Transaction ${at + 1} can never be carried out: ${sent.by} used up its nonce. Find out what that paid before anything is paid again.`,
    )
  }
  if (sent?.kind === 'unknown')
    throw new Problem('broadcast.unknown', `Where transaction ${at + 1} stands cannot be told: ${sent.why}.`)
}
