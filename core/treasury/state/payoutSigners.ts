/** What is signed of a payout's transactions, under which nonce, and whose signature it is. */
import { nonceKey } from '../../solana/nonceKey'
import type { PayoutFileV4, PayoutTransactionV4 } from '../model/payoutFileV4'

/** The hash that a signature over the transaction is made for, with 0x. */
export function signedHashOf(transaction: PayoutTransactionV4): string {
  switch (transaction.kind) {
    case 'safe':
      return transaction.safeTxHash
    case 'account':
      return transaction.signingHash
    case 'solana':
      return `0x${transaction.messageSha256}`
  }
}

/** Decimal, or of Solana the nonce account with the nonce that it holds. Whoever uses it up keeps the transaction from ever being carried out. */
export function nonceOf(transaction: PayoutTransactionV4): string {
  if (transaction.kind === 'solana') return nonceKey({ address: transaction.nonceAccount, nonce: transaction.nonce })
  return String(transaction.nonce)
}

/** Addresses of EVM chains mean the same in small and capital letters, those of Solana do not. */
export function isSameSigner(one: string, other: string): boolean {
  return one.startsWith('0x') ? one.toLowerCase() === other.toLowerCase() : one === other
}

/** @returns undefined where the payout has no such transaction */
export function findTransaction(payout: Pick<PayoutFileV4, 'transactions'>, at: number): PayoutTransactionV4 | undefined {
  return payout.transactions.find((transaction) => transaction.at === at)
}
