/**
 * What became of each payment of a payout, by the marks that are known: paid, paid another amount, returned, missing. What the
 * bank says counts before what a person said. SPEC.md, rules [BK24] to [BK26].
 */
import { sumBaseUnits } from '../model/money'
import { Problem } from '../model/problem'
import type { BankMovement, BankStatement } from './bankMovement'
import type { MoneyPayoutMark } from './bankRecords'
import type { MoneyPayoutFile, MoneyPayoutRow } from './moneyPayoutFile'
import { countedMarks, referenceOf } from './payoutMarks'

export type PaymentState = 'paid' | 'other-amount' | 'returned' | 'returned-in-part' | 'missing'

export interface PaymentOutcome {
  row: MoneyPayoutRow
  state: PaymentState
  paidMinorUnits: bigint
  returnedMinorUnits: bigint
  /** How many times money went out for it. */
  times: number
  /** What the bank, or a person, says of it, in the order of the days. */
  marks: MoneyPayoutMark[]
  /** Only a person says it. */
  isByHand: boolean
}

export interface MoneyReconciliation {
  outcomes: PaymentOutcome[]
  counts: Record<PaymentState, number>
  /** Every payment is paid with its amount. */
  isComplete: boolean
}

/** @param marks of any payments; those of others do not matter */
export function reconcileMoney({ rows }: Pick<MoneyPayoutFile, 'rows'>, marks: readonly MoneyPayoutMark[]): MoneyReconciliation {
  const byReference = new Map<string, MoneyPayoutMark[]>()
  for (const mark of marks) byReference.set(mark.reference, [...(byReference.get(mark.reference) ?? []), mark])
  const outcomes = rows.map((row) => outcomeOf(row, byReference.get(row.reference) ?? []))
  const counts = { paid: 0, 'other-amount': 0, returned: 0, 'returned-in-part': 0, missing: 0 }
  for (const { state } of outcomes) counts[state]++
  return { outcomes, counts, isComplete: counts.paid === outcomes.length }
}

function outcomeOf(row: MoneyPayoutRow, all: readonly MoneyPayoutMark[]): PaymentOutcome {
  const ofBank = countedMarks(all.filter(({ source }) => source.kind === 'statement'))
  const byHand = ofBank.length > 0 ? [] : lastByHand(all)
  const marks = [...ofBank, ...byHand].sort((one, other) => compare(one.on, other.on) || compare(one.id, other.id))
  const sumOf = (kind: MoneyPayoutMark['kind']) =>
    sumBaseUnits(marks.filter((mark) => mark.kind === kind).map(({ amountMinorUnits }) => BigInt(amountMinorUnits)))
  const [paid, returned] = [sumOf('paid'), sumOf('returned')]
  const isOtherCurrency = marks.some(({ currency }) => currency !== row.currency)
  const state = isOtherCurrency ? 'other-amount' : stateOf(BigInt(row.amountMinorUnits), paid, returned)
  const times = marks.filter(({ kind }) => kind === 'paid').length
  return { row, state, paidMinorUnits: paid, returnedMinorUnits: returned, times, marks, isByHand: byHand.length > 0 }
}

function stateOf(due: bigint, paid: bigint, returned: bigint): PaymentState {
  if (paid === 0n && returned === 0n) return 'missing'
  // The day on which it was paid may be on a statement that nobody has read.
  const kept = (paid === 0n ? due : paid) - returned
  if (kept === due) return 'paid'
  if (returned === 0n) return 'other-amount'
  if (kept <= 0n) return 'returned'
  return kept < due ? 'returned-in-part' : 'other-amount'
}

/** What was said last stands; that it is not paid after all leaves nothing. */
function lastByHand(marks: readonly MoneyPayoutMark[]): MoneyPayoutMark[] {
  const [last] = [...marks].sort((one, other) => compare(saidAt(other), saidAt(one)) || compare(other.id, one.id))
  return !last || last.kind === 'unpaid' ? [] : [last]
}

const saidAt = ({ source }: MoneyPayoutMark) => (source.kind === 'hand' ? source.at : '')
const compare = (one: string, other: string) => (one === other ? 0 : one < other ? -1 : 1)

/**
 * Bookings that may be of the payout and could not be told: to one of its accounts without its reference, with several of
 * its references, or with a reference of this form that is not of it.
 */
export function unknownMovements(
  { rows }: Pick<MoneyPayoutFile, 'rows'>,
  statement: Pick<BankStatement, 'movements'>,
  knownReferences: ReadonlySet<string>,
): BankMovement[] {
  const accounts = new Set(rows.flatMap(({ payment }) => (payment.kind === 'bank' ? [payment.iban] : [])))
  return statement.movements.filter((movement) => {
    if (referenceOf(movement, knownReferences) !== null) return false
    if (movement.references.length > 0) return true
    return movement.iban !== null && accounts.has(movement.iban)
  })
}

/** @throws Problem `bank.other-account` where the statement is of another account than the one that pays */
export function checkAccount({ debtor }: Pick<MoneyPayoutFile, 'debtor'>, { accounts }: Pick<BankStatement, 'accounts'>): void {
  if (accounts.length === 0 || accounts.includes(debtor.iban)) return
  throw new Problem(
    'bank.other-account',
    `The statement is of ${accounts.join(', ')}, and the payout is paid from ${debtor.iban}: choose the statement of that account.`,
  )
}
