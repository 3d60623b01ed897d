/** What a payout's stage is called, and what comes next. */

import { allowedMoves } from '#core/treasury/state/allowedMoves'
import type { PayoutStage, PayoutState } from '#core/treasury/state/payoutStateModel'
import { countText } from '#core/words/countText'

export const STAGE_NAMES: Readonly<Record<PayoutStage, string>> = {
  drafted: 'Drafted',
  proposed: 'Proposed',
  confirming: 'Confirming',
  signed: 'Signed',
  broadcast: 'Broadcast',
  void: 'Void',
  replaced: 'Replaced',
  mined: 'Mined',
  'part-paid': 'Part paid',
  reconciled: 'Reconciled',
}

const COLORS: Readonly<Record<PayoutStage, string>> = {
  drafted: 'gray',
  proposed: 'gray',
  confirming: 'blue',
  signed: 'blue',
  broadcast: 'blue',
  void: 'gray',
  replaced: 'gray',
  mined: 'blue',
  'part-paid': 'orange',
  reconciled: 'green',
}

export function stageColor(stage: PayoutStage): string {
  return COLORS[stage]
}

/** "Confirming 1 of 2": of the transaction that has the fewest confirmations. */
export function stageText({ stage, transactions }: Pick<PayoutState, 'stage' | 'transactions'>): string {
  if (stage !== 'confirming') return STAGE_NAMES[stage]
  const [least] = [...transactions].sort((one, other) => one.confirmations.length - other.confirmations.length)
  return `${STAGE_NAMES.confirming} ${least?.confirmations.length ?? 0} of ${least?.needed ?? 1}`
}

/** What a person does next, in a few words. */
export function nextStep(state: PayoutState): string {
  const moves = allowedMoves(state)
  if (moves.cancel.length > 0) return `Use up ${countText(moves.cancel.length, 'nonce')}`
  if (state.stage === 'reconciled') return 'Nothing: everybody is paid'
  if (state.onlyRestIsDue) return 'Pay the rest once the small first payments have come'
  if (state.stage === 'part-paid') return 'Pay the rest by another payout'
  if (state.voided) return 'Prepare another in its place'
  if (state.replacedBy !== null) return 'Go on with the payout in its place'
  if (moves.propose) return 'Take a second look and propose it'
  if (moves.sign.length > 0) return `Sign ${countText(moves.sign.length, 'transaction')}`
  if (state.stage === 'signed') return 'Send it while online'
  if (moves.reconcile) return 'Compare it with the chain'
  return 'Look at it'
}
