/** A payout as Safe transactions: at most 100 payees in each, with one nonce after the other. */
import type { Address } from 'viem'
import { checkAddress } from '../model/evmAddress'
import { validateArgument } from '../model/problem'
import { packMultiSend } from './multiSend'
import { type Payee, payeeCall } from './payeeCalls'
import { checkPayingVersion, type SafeAccount } from './safeAccount'
import { type SafeHashes, safeHashes } from './safeHashes'
import { SAFE_OPERATIONS, type SafeTransaction, safeTransaction } from './safeTransaction'
import { checkUint256 } from './uint256'

/** Far below what a block holds, and short enough that one failing payment holds up few. */
const MAX_PAYEES_PER_TRANSACTION = 100

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
  checkPayees(plan)
  const chunks = Math.ceil(plan.payees.length / MAX_PAYEES_PER_TRANSACTION)
  return Array.from({ length: chunks }, (_, at) => {
    const start = at * MAX_PAYEES_PER_TRANSACTION
    const payees = plan.payees.slice(start, start + MAX_PAYEES_PER_TRANSACTION)
    const transaction = payingTransaction(plan, payees, plan.firstNonce + BigInt(at))
    return { payees, transaction, hashes: safeHashes(plan.account, transaction) }
  })
}

function payingTransaction(
  { token, multiSendCallOnly }: SafePayoutPlan,
  payees: readonly Payee[],
  nonce: bigint,
): SafeTransaction {
  const calls = payees.map((payee) => payeeCall(token, payee))
  const [only] = calls
  if (only && calls.length === 1) return safeTransaction(only, SAFE_OPERATIONS.call, nonce)
  const together = { to: multiSendCallOnly, value: 0n, data: packMultiSend(calls) }
  return safeTransaction(together, SAFE_OPERATIONS.delegateCall, nonce)
}

function checkPayees({ account, token, multiSendCallOnly, firstNonce, payees }: SafePayoutPlan): void {
  checkAddress(account.address, 'the Safe')
  checkAddress(multiSendCallOnly, 'MultiSendCallOnly')
  if (token !== null) checkAddress(token, 'the token')
  checkUint256(firstNonce, 'The nonce')
  validateArgument(payees.length > 0, 'payee.none', 'There is nobody to pay: choose payees.')
  const contracts = new Map<string, string>([
    [account.address, 'the Safe that pays'],
    [multiSendCallOnly, 'MultiSendCallOnly'],
    ...(token === null ? [] : ([[token, 'the token itself']] as const)),
  ])
  const seen = new Set<string>()
  let total = 0n
  for (const [at, { address, amountBaseUnits }] of payees.entries()) {
    checkAddress(address, `payee ${at + 1}`)
    const contract = contracts.get(address)
    validateArgument(
      contract === undefined,
      'payee.contract',
      `Payee ${at + 1} (${address}) is ${contract}: what it gets is lost, give another address.`,
    )
    validateArgument(!seen.has(address), 'payee.twice', `${address} is paid twice: put its amounts together.`)
    seen.add(address)
    validateArgument(
      amountBaseUnits > 0n,
      'payee.no-amount',
      `${address} gets ${amountBaseUnits}: leave it out, or give an amount.`,
    )
    total += amountBaseUnits
  }
  checkUint256(total, 'The sum of all amounts')
}
