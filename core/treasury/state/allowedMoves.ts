/** What may come next of a payout, by its state. SPEC.md, rule [PS9]. */
import type { PayoutState, TransactionState } from './payoutStateModel'

export interface AllowedMoves {
  /** It may be looked at a second time and let be signed. */
  propose: boolean
  /** Places of transactions that wait for a signature. */
  sign: number[]
  /** Places of transactions that may be sent, or sent again. */
  broadcast: number[]
  void: boolean
  /** Places of transactions of a void payout whose nonce has to be used up by another transaction. */
  cancel: number[]
  /** Places whose cancelling transaction may be sent. */
  broadcastCancelling: number[]
  reconcile: boolean
  /** Another payout may take its place, for all of it or for what was not paid. */
  replace: boolean
}

export function allowedMoves(state: PayoutState): AllowedMoves {
  const { stage, transactions, voided, replacedBy, proposedBy } = state
  const isDead = voided !== null || replacedBy !== null
  const isOpen = !isDead && stage !== 'part-paid' && stage !== 'reconciled'
  const isDone = ({ stage: reached }: TransactionState) => reached === 'mined' || reached === 'failed'
  const isProposed = proposedBy !== null || transactions.some(({ confirmations }) => confirmations.length > 0)
  const live = transactions.filter((one) => !isDone(one))
  return {
    propose: isOpen && !isProposed,
    sign: isOpen && isProposed ? places(live.filter(({ isSigned }) => !isSigned)) : [],
    broadcast: isOpen ? places(live.filter(({ isSigned }) => isSigned)) : [],
    void: !isDead && stage !== 'reconciled' && live.length > 0,
    cancel: isDead ? places(live.filter((one) => isLoose(one) && !one.cancelling?.isSigned)) : [],
    broadcastCancelling: isDead ? places(live.filter((one) => isLoose(one) && one.cancelling?.isSigned)) : [],
    reconcile: transactions.some(({ broadcasts, mined, cancelling }) => mined ?? broadcasts[0] ?? cancelling?.broadcasts[0]),
    replace: replacedBy === null && (voided !== null || stage === 'part-paid'),
  }
}

/** Signed by somebody, so that it may be carried out one day, and its nonce not used up yet. */
function isLoose({ confirmations, cancelling }: TransactionState): boolean {
  return confirmations.length > 0 && !cancelling?.mined
}

function places(transactions: readonly TransactionState[]): number[] {
  return transactions.map(({ at }) => at)
}
