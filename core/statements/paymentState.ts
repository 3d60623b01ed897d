/** How far the payment of a period has come, as its payout says. SPEC.md, rule [ST30]. */
import type { PayoutFile } from '../payout/payoutFile'
import type { LedgerEntry } from './ledgerEntry'

export interface PaymentState {
  kind: 'signed' | 'practised' | 'not-signed' | 'no-payout'
  /** The transaction that makes the payment; of one that is signed. */
  chain: LedgerEntry['chain']
  signedAt: string | null
  /** For the note of an entry. */
  words: string
}

const WITHOUT = { chain: null, signedAt: null }

/** @param payout of the period, or null where none is known */
export function paymentState(payout: PayoutFile | null): PaymentState {
  if (!payout) return { ...WITHOUT, kind: 'no-payout', words: 'no payout is known' }
  const { transaction, signature } = payout
  if (!transaction || !signature) return { ...WITHOUT, kind: 'not-signed', words: 'the payout is not signed' }
  if (signature.simulated) {
    return { ...WITHOUT, kind: 'practised', words: 'TRAINING: the payout was signed with a simulated Ledger only' }
  }
  return {
    kind: 'signed',
    chain: { name: String(transaction.chainId), transactionHash: signature.transactionHash, logIndex: null },
    signedAt: signature.signedAt,
    words: `the payout was signed at ${signature.signedAt}`,
  }
}
