/** Where the moves of one payout are kept: the journal, or a file beside the payout. */
import type { MoveFact, PayoutMove } from '#core/treasury/model/payoutMove'

export interface MoveMemory {
  /** All that is known, the oldest first. */
  moves(): Promise<readonly PayoutMove[]>
  /** Resolves once the move is safe from a crash; one that says the very same as another is not written again. */
  keep(fact: MoveFact): Promise<void>
}
