import type { Hex } from 'viem'
import type { PayoutFileV4 } from '../model/payoutFileV4'
import { transactionAt } from './payoutTransactions'

/** What a confirmation of the transaction is over, as a verified payout states it. @throws Problem `payout.no-transaction` */
export function signedHashAt(payout: Pick<PayoutFileV4, 'transactions'>, at: number): Hex {
  const transaction = transactionAt(payout, at)
  if (transaction.kind === 'solana') return `0x${transaction.messageSha256}`
  return (transaction.kind === 'safe' ? transaction.safeTxHash : transaction.signingHash) as Hex
}
