/**
 * What a signer is given for a transaction of a payout, and what comes of the signatures: the bytes to send for an account, the
 * call that anybody sends for a Safe. SPEC.md, rules [CF5] and [CF6].
 */
import type { Hex } from 'viem'
import { keccak256, serializeTransaction } from 'viem/utils'
import { Problem, validateArgument } from '../../model/problem'
import type { SolanaPayment } from '../../solana/compilePayment'
import { execTransactionCall } from '../execTransaction'
import type { ConfirmationFile } from '../model/confirmationFile'
import type { PayoutFileV4 } from '../model/payoutFileV4'
import { type SafeHashes, safeHashes, safeTypedData } from '../safeHashes'
import type { Call, SafeTransaction } from '../safeTransaction'
import { checkConfirmation } from './checkConfirmation'
import { collectConfirmations } from './collectConfirmations'
import { accountTransactionAt, safeAccountOf, safeTransactionAt, transactionAt } from './payoutTransactions'
import { signaturePartsOf } from './signatureParts'
import { signedHashAt } from './signedHash'
import { solanaPaymentOf } from './solanaPayments'

export type TransactionToSign =
  | {
      kind: 'safe'
      at: number
      transaction: SafeTransaction
      /** EIP-712, as wallets and Ledgers take it; numbers are bigint. */
      typedData: {
        types: Record<string, { name: string; type: string }[]>
        primaryType: 'SafeTx'
        domain: Record<string, unknown>
        message: Record<string, unknown>
      }
      hashes: SafeHashes
      /** What a confirmation is over: the safeTxHash. */
      signedHash: Hex
    }
  | {
      kind: 'solana'
      at: number
      payment: SolanaPayment
      /** The bytes that are signed. */
      message: Uint8Array
      /** SHA-256 of the message. */
      signedHash: Hex
    }
  | {
      kind: 'account'
      at: number
      call: Call
      /** The serialisation without a signature. */
      unsigned: Hex
      signedHash: Hex
    }

/** @throws Problem `payout.no-transaction` or `payout.hash-differs` */
export async function transactionToSign(payout: PayoutFileV4, at: number): Promise<TransactionToSign> {
  const rebuilt = await rebuiltTransaction(payout, at)
  validateArgument(
    rebuilt.signedHash === signedHashAt(payout, at),
    'payout.hash-differs',
    `Transaction ${at + 1} has the hash ${rebuilt.signedHash}, and the file says ${signedHashAt(payout, at)}: the file was changed, do not sign it.`,
  )
  return rebuilt
}

/** The same from payees, totals and settings alone, whatever hash the file states. */
export async function rebuiltTransaction(payout: PayoutFileV4, at: number): Promise<TransactionToSign> {
  const stated = transactionAt(payout, at)
  const { treasury } = payout
  if (stated.kind === 'safe' && treasury.kind === 'safe') {
    const account = safeAccountOf(treasury)
    const transaction = safeTransactionAt(stated, payout, treasury)
    const hashes = safeHashes(account, transaction)
    const typedData = { ...safeTypedData(account, transaction), primaryType: 'SafeTx' as const }
    return { kind: 'safe', at, transaction, typedData, hashes, signedHash: hashes.safeTxHash }
  }
  if (stated.kind === 'account') {
    const transaction = accountTransactionAt(stated, payout)
    const unsigned = serializeTransaction(transaction)
    const { to, value, data } = transaction as Call
    return { kind: 'account', at, call: { to, value, data }, unsigned, signedHash: keccak256(unsigned) }
  }
  if (stated.kind === 'solana') return { kind: 'solana', at, ...(await solanaPaymentOf(payout, stated)) }
  throw new Problem(
    'payout.other-settings',
    'The transaction is one of a Safe, and the treasury is none: the file was changed, do not sign it.',
  )
}

export interface SignedAccountTransaction {
  /** The bytes to broadcast. */
  raw: Hex
  /** Under which the chain will know it. */
  hash: Hex
}

/** @throws Problem `payout.no-account-transaction`, `confirmation.*` */
export async function signedTransactionOf(
  payout: PayoutFileV4,
  at: number,
  confirmation: ConfirmationFile,
): Promise<SignedAccountTransaction> {
  const stated = transactionAt(payout, at)
  validateArgument(
    stated.kind === 'account',
    'payout.no-account-transaction',
    'Only the transactions of an EVM account are made from one signature: a Safe’s are carried out with its owners’ signatures.',
  )
  const checked = await checkConfirmation(payout, confirmation)
  validateArgument(
    checked.at === at,
    'confirmation.other-transaction',
    `The confirmation is for transaction ${checked.at + 1}, not for ${at + 1}.`,
  )
  const { r, s, yParity } = signaturePartsOf(confirmation.signature)
  const raw = serializeTransaction(accountTransactionAt(stated, payout), { r, s, yParity, v: BigInt(27 + yParity) })
  return { raw, hash: keccak256(raw) }
}

/**
 * The call of `execTransaction`: anybody may send it and pays its gas.
 * @throws Problem `payout.no-safe-transaction`, `safe.signatures-missing`
 */
export async function executionOf(payout: PayoutFileV4, at: number, confirmations: readonly ConfirmationFile[]): Promise<Call> {
  const toSign = await transactionToSign(payout, at)
  const { treasury } = payout
  if (toSign.kind !== 'safe' || treasury.kind !== 'safe') {
    throw new Problem('payout.no-safe-transaction', 'An account sends its transactions itself: there is nothing to carry out.')
  }
  const { transactions } = await collectConfirmations(payout, confirmations)
  const { checked } = transactions[at] ?? {}
  validateArgument(checked, 'safe.signatures-missing', 'No owner has signed this transaction yet.')
  return execTransactionCall(safeAccountOf(treasury).address, toSign.transaction, checked, treasury.threshold)
}
