/**
 * Whether a token's payout reached everybody, from the Transfer logs of its transactions and from nothing else: a receipt that
 * says success also stands over a token that moved nothing.
 */
import type { Address, Hex } from 'viem'
import type { ChainLog } from './chainLog'
import { type ExpectedPayment, type Reconciliation, reconcileReceived } from './reconciliation'
import { readSafeExecution, type SafeExecution } from './safeExecutions'
import { readTransfer } from './tokenTransfers'

export interface TransferReceipt {
  transactionHash: Hex
  succeeded: boolean
  logs: readonly ChainLog[]
}

export interface TransferQuery {
  treasury: Address
  token: Address
  /** The Safe transactions of the payout; none for one that an account pays. */
  safeTxHashes?: readonly Hex[]
}

export interface TransferReconciliation extends Reconciliation {
  /** What became of each Safe transaction that the receipts tell of. */
  executions: SafeExecution[]
  /** A Safe's nonce was used and nothing was paid: the transaction can never be sent again. */
  voided: Hex[]
}

/**
 * Several transfers to one payee are added up; what came from somebody else than the treasury does not count.
 * @param receipts of the payout's transactions, in any order; the same one twice counts once
 * @throws Problem `reconcile.*` for expectations that cannot be compared.
 */
export function reconcileTransfers(
  expected: readonly ExpectedPayment[],
  receipts: readonly TransferReceipt[],
  { treasury, token, safeTxHashes = [] }: TransferQuery,
): TransferReconciliation {
  const [from, contract] = [treasury.toLowerCase(), token.toLowerCase()]
  const wanted = new Set<string>(safeTxHashes.map((hash) => hash.toLowerCase()))
  const received = new Map<string, bigint>()
  const executions: SafeExecution[] = []
  for (const { succeeded, logs } of new Map(receipts.map((receipt) => [receipt.transactionHash, receipt])).values()) {
    if (!succeeded) continue
    for (const log of logs) {
      const transfer = readTransfer(log, contract)
      if (transfer?.from === from) {
        received.set(transfer.to, (received.get(transfer.to) ?? 0n) + transfer.amountBaseUnits)
      } else if (transfer === undefined && wanted.size > 0) {
        const execution = readSafeExecution(log, from)
        if (execution && wanted.has(execution.safeTxHash)) executions.push(execution)
      }
    }
  }
  const voided = executions.filter(({ succeeded }) => !succeeded).map(({ safeTxHash }) => safeTxHash)
  return { ...reconcileReceived(expected, received), executions, voided }
}
