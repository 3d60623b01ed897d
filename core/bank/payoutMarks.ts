/**
 * Bookings of a statement as marks of payments. A mark follows from the booking alone, so that the same booking is one mark
 * whether its file comes twice or in a statement that overlaps; that a CSV and a camt.053 tell one booking in two ways is seen
 * when marks are counted. SPEC.md, rules [BK22] and [BK23].
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { BankMovement } from './bankMovement'
import type { MoneyPayoutMark } from './bankRecords'
import type { MoneyPayoutFile } from './moneyPayoutFile'
import type { ReadStatement } from './readBankStatement'

/** What two tellings of one booking have in common. */
type Booking = Pick<MoneyPayoutMark, 'reference' | 'periodId' | 'kind' | 'amountMinorUnits' | 'currency' | 'on'>

/**
 * The marks of a statement, each once.
 * @param periods the period of each payment that matters, by reference; a booking that names several of them is of none
 */
export function marksOf(
  statement: Pick<ReadStatement, 'movements' | 'sha256'>,
  periods: ReadonlyMap<string, string>,
): MoneyPayoutMark[] {
  const references = new Set(periods.keys())
  const marks = new Map<string, MoneyPayoutMark>()
  // Rows that say the same are several bookings within one statement, and may be one booking in two.
  const rows = new Map<string, number>()
  for (const movement of statement.movements) {
    const reference = referenceOf(movement, references)
    if (reference === null) continue
    const booking: Booking = {
      reference,
      periodId: periods.get(reference) ?? '',
      kind: movement.direction === 'out' ? 'paid' : 'returned',
      amountMinorUnits: movement.amountMinorUnits.toString(),
      currency: movement.currency,
      on: movement.bookedOn,
    }
    const row = JSON.stringify([movement.statement, bookingKey(booking)])
    const nth = rows.get(row) ?? 0
    if (movement.bankReference === null) rows.set(row, nth + 1)
    const id = markId(booking, movement.bankReference ?? `#${nth}`)
    const { bankReference, returnReason: reason } = movement
    marks.set(id, { id, ...booking, bankReference, reason, source: { kind: 'statement', sha256: statement.sha256 } })
  }
  return [...marks.values()]
}

/** A mark that a person makes. @param said `at` when they say it, with the bank's or the service's own reference */
export function markByHand(booking: Booking, said: { note: string; at: string }): MoneyPayoutMark {
  const source = { kind: 'hand' as const, note: said.note, at: said.at }
  return { id: markId(booking, `hand ${said.at}`), ...booking, bankReference: null, reason: null, source }
}

/** Marks of statements, each booking once: where some come with the bank's number and some without, the more numerous. */
export function countedMarks(marks: readonly MoneyPayoutMark[]): MoneyPayoutMark[] {
  const groups = new Map<string, MoneyPayoutMark[]>()
  for (const mark of new Map(marks.map((each) => [each.id, each])).values()) {
    const key = bookingKey(mark)
    groups.set(key, [...(groups.get(key) ?? []), mark])
  }
  return [...groups.values()].flatMap((group) => {
    const numbered = group.filter(({ bankReference }) => bankReference !== null)
    const others = group.filter(({ bankReference }) => bankReference === null)
    return numbered.length >= others.length ? numbered : others
  })
}

/** The one reference of these that a booking names; one that names several is of none of them. */
export function referenceOf({ references }: BankMovement, known: ReadonlySet<string>): string | null {
  const [only, other] = references.filter((each) => known.has(each))
  return only !== undefined && other === undefined ? only : null
}

function bookingKey({ reference, kind, amountMinorUnits, currency, on }: Booking): string {
  return JSON.stringify([reference, kind, amountMinorUnits, currency, on])
}

function markId(booking: Booking, distinguishing: string): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([bookingKey(booking), distinguishing]))))
}

/** The period of each payment of some payouts, by reference. */
export function periodsByReference(payouts: readonly MoneyPayoutFile[]): Map<string, string> {
  return new Map(payouts.flatMap(({ rows, split }) => rows.map(({ reference }) => [reference, split.period.id] as const)))
}
