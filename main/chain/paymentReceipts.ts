/** Where each payment was seen, as the moves of a payout keep it. */
import type { ChainReceipt } from '#core/treasury/chain/chainLog'
import type { TransferQuery } from '#core/treasury/chain/reconcileTransfers'
import type { ReconciledPayment } from '#core/treasury/chain/reconciliation'
import { readTransfer } from '#core/treasury/chain/tokenTransfers'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { PaymentReceipt } from '#core/treasury/model/payoutMove'

/** One for each payee and transaction, in the order of the payees. */
export function transferReceipts(
  payments: readonly ReconciledPayment[],
  receipts: readonly ChainReceipt[],
  { treasury, token }: TransferQuery,
): PaymentReceipt[] {
  const [from, contract] = [treasury.toLowerCase(), token.toLowerCase()]
  const byPayee = new Map<string, PaymentReceipt[]>()
  for (const { logs, transactionHash, blockNumber } of receipts) {
    for (const log of logs) {
      const transfer = readTransfer(log, contract)
      if (transfer?.from !== from) continue
      const known = byPayee.get(transfer.to) ?? []
      byPayee.set(transfer.to, known)
      const last = known.at(-1)
      if (last?.transaction === transactionHash) {
        last.receivedBaseUnits = (BigInt(last.receivedBaseUnits) + transfer.amountBaseUnits).toString()
        last.logIndexes.push(log.logIndex)
        continue
      }
      known.push({
        address: transfer.to,
        receivedBaseUnits: transfer.amountBaseUnits.toString(),
        transaction: transactionHash,
        block: blockNumber.toString(),
        logIndexes: [log.logIndex],
      })
    }
  }
  return payments.flatMap(({ payee }) =>
    (byPayee.get(payee.toLowerCase()) ?? []).map((receipt) => ({ ...receipt, address: payee })),
  )
}

/** Of the chain's own coin, which writes no logs: by the transaction that pays the payee. */
export function coinReceipts(
  { transactions }: PayoutFileV4,
  payments: readonly ReconciledPayment[],
  receiptAt: readonly (ChainReceipt | null)[],
): PaymentReceipt[] {
  return payments.flatMap(({ payee, receivedBaseUnits }, place) => {
    const paying = transactions.find(({ payees }) => payees && place >= payees.first && place < payees.first + payees.count)
    const receipt = paying && receiptAt[paying.at]
    if (!receipt || receivedBaseUnits === 0n) return []
    return {
      address: payee,
      receivedBaseUnits: receivedBaseUnits.toString(),
      transaction: receipt.transactionHash,
      block: receipt.blockNumber.toString(),
      logIndexes: [],
    }
  })
}
