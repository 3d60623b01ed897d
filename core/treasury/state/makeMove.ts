/** A move with its id, which is the digest of everything else in it: the same step told twice is one. */
import { contentDigest } from '../../model/contentDigest'
import type { PayoutMove } from '../model/payoutMove'

export function makeMove(stated: Omit<PayoutMove, 'id'>): PayoutMove {
  const { payoutId, movedAt, installation, fact } = stated
  return { id: contentDigest({ payoutId, movedAt, installation, fact }), payoutId, movedAt, installation, fact }
}

/** Whether the id is the digest of what the move says. */
export function isWholeMove(move: PayoutMove): boolean {
  return makeMove(move).id === move.id
}
