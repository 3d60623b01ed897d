import type { PayoutStanding } from '../payout/knownPayout'
import { findTransaction, nonceOf } from './payoutSigners'
import type { PayoutState, SignedParts, TransactionState } from './payoutStateModel'

/**
 * What a payout's state means for others beside it. What is void and was carried out all the same is not void: what it paid is
 * paid. SPEC.md, rule [PS10].
 */
export function payoutStanding(payout: SignedParts, state: PayoutState): PayoutStanding {
  const { transactions, voided, replacedBy, isPaid, stage } = state
  const hasPaid = isPaid || stage === 'part-paid' || transactions.some(({ stage: reached }) => reached === 'mined')
  return {
    isSigned: transactions.some(({ confirmations }) => confirmations.length > 0),
    isVoid: (voided !== null || replacedBy !== null) && !hasPaid,
    isPaid,
    usedNonces: transactions.filter(isNonceUsed).flatMap(({ at }) => {
      const transaction = findTransaction(payout, at)
      return transaction ? [nonceOf(transaction)] : []
    }),
  }
}

function isNonceUsed({ stage, cancelling }: TransactionState): boolean {
  return stage === 'mined' || stage === 'failed' || cancelling?.mined?.outcome === 'succeeded'
}
