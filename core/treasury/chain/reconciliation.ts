/** What a payout came to on the chain: each payee's amount to the unit, and what the whole is called. */
import type { Address } from 'viem'
import { Problem, validateArgument } from '../../model/problem'
import { shownAddress } from './chainLog'

export interface ExpectedPayment {
  payee: Address
  amountBaseUnits: bigint
}

/** `short`: less came than was due, as tokens do that take a fee. `over`: more came. */
export type PaymentState = 'paid' | 'short' | 'missing' | 'over'

export interface ReconciledPayment extends ExpectedPayment {
  receivedBaseUnits: bigint
  state: PaymentState
}

/** `over-paid`: everybody has what was due, and somebody more. `nobody`: not one unit reached a payee. */
export type ReconciliationStatus = 'paid' | 'part-paid' | 'over-paid' | 'nobody'

export interface ForeignPayment {
  to: Address
  amountBaseUnits: bigint
}

export interface Reconciliation {
  status: ReconciliationStatus
  /** In the order in which they were expected. */
  payments: ReconciledPayment[]
  /** What is still due, to whom: the only ones to be paid again. */
  unpaid: ExpectedPayment[]
  /** What the treasury paid to others in the same transactions. */
  foreign: ForeignPayment[]
}

/**
 * Holds what was received against what was expected.
 * @param received base units by address in small letters
 * @throws Problem `reconcile.payee-twice` or `reconcile.no-amount`
 */
export function reconcileReceived(expected: readonly ExpectedPayment[], received: ReadonlyMap<string, bigint>): Reconciliation {
  const payments: ReconciledPayment[] = []
  const unpaid: ExpectedPayment[] = []
  const known = new Set<string>()
  for (const { payee, amountBaseUnits } of expected) {
    const key = payee.toLowerCase()
    validateArgument(
      !known.has(key),
      'reconcile.payee-twice',
      `${payee} is expected twice: put its amounts together before they are compared.`,
    )
    validateArgument(amountBaseUnits > 0n, 'reconcile.no-amount', `${payee} is to get ${amountBaseUnits}: leave it out.`)
    known.add(key)
    const receivedBaseUnits = received.get(key) ?? 0n
    payments.push({ payee, amountBaseUnits, receivedBaseUnits, state: stateOf(amountBaseUnits, receivedBaseUnits) })
    if (receivedBaseUnits < amountBaseUnits) unpaid.push({ payee, amountBaseUnits: amountBaseUnits - receivedBaseUnits })
  }
  const foreign: ForeignPayment[] = []
  for (const [to, amountBaseUnits] of received) {
    if (!known.has(to)) foreign.push({ to: shownAddress(to), amountBaseUnits })
  }
  return { status: statusOf(payments), payments, unpaid, foreign }
}

function stateOf(due: bigint, received: bigint): PaymentState {
  if (received === due) return 'paid'
  if (received === 0n) return 'missing'
  return received < due ? 'short' : 'over'
}

function statusOf(payments: readonly ReconciledPayment[]): ReconciliationStatus {
  if (payments.length === 0) throw new Problem('reconcile.nobody', 'No payment is expected: give the payout to compare with.')
  if (payments.every(({ receivedBaseUnits }) => receivedBaseUnits === 0n)) return 'nobody'
  if (payments.some(({ state }) => state === 'short' || state === 'missing')) return 'part-paid'
  return payments.some(({ state }) => state === 'over') ? 'over-paid' : 'paid'
}
