import { keccak256 } from 'viem/utils'
import type { LedgerPrompt } from '#core/contract/consoleContract'
import type { CallContext } from '#core/contract/createDispatcher'
import { Problem } from '#core/model/problem'
import { type GasFees, replacementFees } from '#core/treasury/chain/fees'
import type { PayoutTransactionV4 } from '#core/treasury/model/payoutFileV4'
import { plainTypedData } from '#core/treasury/signing/plainTypedData'
import { allowedMoves } from '#core/treasury/state/allowedMoves'
import {
  cancelAccountTransaction,
  cancelSafeTransaction,
  cancelSolanaTransaction,
  checkCancelling,
} from '#core/treasury/state/cancelTransaction'
import { findTransaction } from '#core/treasury/state/payoutSigners'
import type { OpenedPayout } from './PayoutBook'
import { type SignatureWanted, type SignParts, signOnDevice } from './signTransaction'

interface CancelRequest {
  payoutId: string
  at: number
  deviceId: string
  derivationPath: string
}

/**
 * Signs the transaction that uses up the nonce of one of a void payout's.
 * @param feesNow what the chain asks for; null without a node
 * @throws Problem `payout.*`, `journal.loss`, `key.*`, `ledger.*` or `disk.*`
 */
export async function signCancelling(
  parts: SignParts,
  { payoutId, at, ...device }: CancelRequest,
  feesNow: (chain: string) => Promise<GasFees | null>,
  context: CallContext<LedgerPrompt>,
): Promise<void> {
  const isOwed = parts.book.owes(payoutId, at)
  await parts.book.settle()
  if (isOwed) return
  const opened = await parts.book.open(payoutId)
  const transaction = findTransaction(opened.payout, at)
  if (!transaction || !allowedMoves(opened.state).cancel.includes(at)) {
    throw new Problem(
      'payout.nothing-to-cancel',
      'Nothing has to be cancelled here: only the transactions of a void payout that somebody signed, and whose nonce is not used yet.',
    )
  }
  const wanted = await cancellingOf(opened, transaction, feesNow)
  await signOnDevice(parts, wanted, device, context)
}

async function cancellingOf(
  opened: OpenedPayout,
  transaction: PayoutTransactionV4,
  feesNow: (chain: string) => Promise<GasFees | null>,
): Promise<SignatureWanted> {
  const { at } = transaction
  if (transaction.kind === 'safe') return safeCancelling(opened, at)
  if (transaction.kind === 'solana') return solanaCancelling(opened, at)
  return accountCancelling(opened, at, cancellingFees(transaction, await feesNow(opened.payout.treasury.chain)))
}

function accountCancelling(opened: OpenedPayout, at: number, fees: GasFees): SignatureWanted {
  const unsigned = cancelAccountTransaction(opened.payout, at, fees)
  return {
    ...{ opened, at, signable: { kind: 'transaction', unsigned }, signedHash: keccak256(unsigned), given: [] },
    moveOf: (confirmation) => checked(opened, { kind: 'cancelling', at, unsigned, confirmation }),
  }
}

function safeCancelling(opened: OpenedPayout, at: number): SignatureWanted {
  const { typedData, safeTxHash } = cancelSafeTransaction(opened.payout, at)
  const before = opened.state.transactions[at]?.cancelling?.confirmations ?? []
  return {
    ...{ opened, at, signable: { kind: 'typed-data', typedData: plainTypedData(typedData) }, signedHash: safeTxHash },
    given: before.map(({ signer }) => signer),
    moveOf: (confirmation) => checked(opened, { kind: 'cancelling', at, unsigned: null, confirmation }),
  }
}

function solanaCancelling(opened: OpenedPayout, at: number): SignatureWanted {
  const { message, signedHash } = cancelSolanaTransaction(opened.payout, at)
  return {
    ...{ opened, at, signable: { kind: 'solana', message }, signedHash, given: [] },
    moveOf: (confirmation) => checked(opened, { kind: 'cancelling', at, unsigned: null, confirmation }),
  }
}

async function checked({ payout }: OpenedPayout, fact: Parameters<typeof checkCancelling>[1]) {
  await checkCancelling(payout, fact)
  return fact
}

/** High enough that nodes take it in the place of the one that may be waiting. */
function cancellingFees(transaction: Extract<PayoutTransactionV4, { kind: 'account' }>, now: GasFees | null): GasFees {
  const { type, maxFeePerGasWei, maxPriorityFeePerGasWei } = transaction
  const before: GasFees =
    type === 'legacy'
      ? { kind: 'legacy', gasPriceWei: BigInt(maxFeePerGasWei) }
      : { kind: 'eip1559', maxFeePerGasWei: BigInt(maxFeePerGasWei), maxPriorityFeePerGasWei: BigInt(maxPriorityFeePerGasWei) }
  return replacementFees(before, now ?? before)
}
