/** The entries of a member's book or the cooperative's, from closed periods, for exports. SPEC.md, rules [ST32] and [ST33]. */
import type { SplitApplied, SplitMemberV3 } from '../rewards/splitFileV3'
import type { LedgerEntries } from './entriesFile'
import type { LedgerEntry } from './ledgerEntry'
import { entryId, lastInstant, memberEntries } from './memberMovements'
import { hasTransaction } from './paymentState'
import { periodsOf } from './splitStatements'
import { membersOf, type StatedPeriod, type StatementSource } from './statementSource'
import { worthOf } from './worth'

export interface SplitEntries {
  book: LedgerEntries
  /** What a person should know of them, in sentences. */
  notes: string[]
}

export function entriesOfMember(source: StatementSource, member: SplitMemberV3): SplitEntries {
  const { id, name } = member
  const periods = periodsOf(source, id)
  return {
    book: {
      cooperative: source.cooperative,
      book: { kind: 'member', member: { id, name: name || id } },
      entries: periods.flatMap((period) => paidWhenSigned(period, entriesOf(source, period, id))),
    },
    notes: notesOn(periods, ({ members }) => (members.get(id)?.paidBaseUnits ?? '0') !== '0'),
  }
}

/** Every member's entries, what came in, and what agreements kept in reserves. */
export function entriesOfCooperative(source: StatementSource): SplitEntries {
  const { cooperative, periods } = source
  const ids = membersOf(source).map(({ id }) => id)
  const entries = periods.flatMap((period) => [
    ...ownEntries(period),
    ...ids.flatMap((id) => paidWhenSigned(period, entriesOf(source, period, id))),
  ])
  return {
    book: { cooperative, book: { kind: 'cooperative' }, entries },
    notes: notesOn(periods, ({ split }) => split.totals.payees > 0),
  }
}

function entriesOf({ cooperative }: StatementSource, period: StatedPeriod, memberId: string): LedgerEntry[] {
  const line = period.members.get(memberId)
  return line ? memberEntries(period, line, cooperative) : []
}

/** A statement tells a payment in the period that it is of; a book on the day on which it was made. */
function paidWhenSigned({ payment }: StatedPeriod, entries: LedgerEntry[]): LedgerEntry[] {
  const { signedAt } = payment
  return entries.map((entry) => (entry.chain && signedAt ? { ...entry, at: new Date(signedAt).toISOString() } : entry))
}

function ownEntries(period: StatedPeriod): LedgerEntry[] {
  const { split, price } = period
  const entry = (movement: string, owner: string, kind: LedgerEntry['kind'], amountBaseUnits: bigint): LedgerEntry => ({
    id: entryId(split, movement, owner),
    at: lastInstant(period),
    kind,
    member: null,
    token: split.token,
    amountBaseUnits,
    fiat: price && worthOf(amountBaseUnits, price, split.token),
    chain: null,
    counterparty: kind === 'received' ? split.period.payer || split.period.network : '',
    note: [split.period.name, kind === 'reserved' ? owner : ''].filter(Boolean).join(': '),
    corrects: null,
  })
  const received = entry('received', split.period.id.slice(0, 100), 'received', BigInt(split.totals.totalBaseUnits))
  const reserved = [...reservesOf(split.applied, split.correction?.before ?? [])].map(([reserve, amount]) =>
    entry('reserved', reserve, 'reserved', -amount),
  )
  return [received, ...reserved].filter(({ amountBaseUnits }) => amountBaseUnits !== 0n)
}

/** What agreements put into each reserve, less what a correction takes back. */
function reservesOf(applied: readonly SplitApplied[], before: readonly SplitApplied[]): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  const add = (all: readonly SplitApplied[], sign: bigint) => {
    for (const { kind, id, amountBaseUnits } of all.flatMap(({ stages }) => stages.flatMap(({ allotments }) => allotments))) {
      if (kind === 'reserve') sums.set(id, (sums.get(id) ?? 0n) + sign * BigInt(amountBaseUnits))
    }
  }
  add(applied, 1n)
  add(before, -1n)
  return sums
}

function notesOn(periods: readonly StatedPeriod[], pays: (period: StatedPeriod) => boolean): string[] {
  const notes: string[] = []
  const [first] = periods
  if (first && first.opening.periods > 0) {
    notes.push(`The books go on from before "${first.name}": what was held, carried and owed then stands in no entry.`)
  }
  const unpaid = periods.filter((period) => !hasTransaction(period.payment) && pays(period))
  for (const { name, payment } of unpaid) {
    notes.push(`The payments of "${name}" are dated on its last day, since ${payment.words}: check when they were made.`)
  }
  return notes
}
