/** A payout as Safe transactions: at most 100 payees in each, with one nonce after the other. */
import type { Address } from 'viem'
import { checkAddress } from '../model/evmAddress'
import { checkPayees } from './checkPayees'
import { packMultiSend } from './multiSend'
import { type Payee, payeeCall } from './payeeCalls'
import { checkPayingVersion, type SafeAccount } from './safeAccount'
import { type SafeHashes, safeHashes } from './safeHashes'
import { type Call, SAFE_OPERATIONS, type SafeTransaction, safeTransaction } from './safeTransaction'
import { checkUint256 } from './uint256'

/** Far below what a block holds, and short enough that one failing payment holds up few. */
export const MAX_PAYEES_PER_TRANSACTION = 100

export interface SafePayoutPlan {
  account: SafeAccount
  /** Null for the chain's native coin. */
  token: Address | null
  multiSendCallOnly: Address
  /** The Safe's next nonce. */
  firstNonce: bigint
  payees: readonly Payee[]
}

export interface PlannedSafeTransaction {
  payees: readonly Payee[]
  transaction: SafeTransaction
  hashes: SafeHashes
}

/**
 * The transactions in the order of their nonces; payees stay in the order given. One payee alone is paid by a plain call,
 * which a Ledger can show.
 * @throws Problem `safe.*`, `address.*`, `payee.*` or `uint256.out-of-range`, naming what to correct.
 */
export function planSafeTransactions(plan: SafePayoutPlan): PlannedSafeTransaction[] {
  checkPayingVersion(plan.account.version)
  checkPlan(plan)
  const chunks = Math.ceil(plan.payees.length / MAX_PAYEES_PER_TRANSACTION)
  return Array.from({ length: chunks }, (_, at) => {
    const start = at * MAX_PAYEES_PER_TRANSACTION
    const payees = plan.payees.slice(start, start + MAX_PAYEES_PER_TRANSACTION)
    const calls = payees.map((payee) => payeeCall(plan.token, payee))
    const transaction = safeTransactionOf(calls, plan.multiSendCallOnly, plan.firstNonce + BigInt(at))
    return { payees, transaction, hashes: safeHashes(plan.account, transaction) }
  })
}

/**
 * One transaction for all these calls: a single one as it is, more through MultiSendCallOnly.
 * @throws Problem `multisend.empty` for none.
 */
export function safeTransactionOf(calls: readonly Call[], multiSendCallOnly: Address, nonce: bigint): SafeTransaction {
  const [only] = calls
  if (only && calls.length === 1) return safeTransaction(only, SAFE_OPERATIONS.call, nonce)
  const together = { to: multiSendCallOnly, value: 0n, data: packMultiSend(calls) }
  return safeTransaction(together, SAFE_OPERATIONS.delegateCall, nonce)
}

function checkPlan({ account, token, multiSendCallOnly, firstNonce, payees }: SafePayoutPlan): void {
  checkAddress(account.address, 'the Safe')
  checkAddress(multiSendCallOnly, 'MultiSendCallOnly')
  if (token !== null) checkAddress(token, 'the token')
  checkUint256(firstNonce, 'The nonce')
  const contracts = new Map<string, string>([
    [account.address, 'the Safe that pays'],
    [multiSendCallOnly, 'MultiSendCallOnly'],
    ...(token === null ? [] : ([[token, 'the token itself']] as const)),
  ])
  checkPayees(payees, contracts)
}
