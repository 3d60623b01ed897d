/** Payouts in money and what is known of their payments, as they are kept. */
import type { MoneyPayoutMark } from '#core/bank/bankRecords'
import { makeMoneyPayout } from '#core/bank/makeMoneyPayout'
import { type MemberPayment, moneyMembers } from '#core/bank/moneyDue'
import { type Debtor, type MoneyPayoutFile, type MoneyPayoutRow, moneyPayoutSchema } from '#core/bank/moneyPayoutFile'
import { markByHand, marksOf, periodsByReference } from '#core/bank/payoutMarks'
import type { ReadStatement } from '#core/bank/readBankStatement'
import { checkAccount, reconcileMoney, unknownMovements } from '#core/bank/reconcileMoney'
import { Problem } from '#core/model/problem'
import type { SplitFileV3 } from '#core/rewards/splitFileV3'
import { countText } from '#core/words/countText'
import { nowText } from '../records/newId'
import { db } from '../records/openRecords'
import type { RecordTransaction } from '../records/RecordTransaction'
import { transact } from '../records/transact'

/** Every payout in money that is kept and can be read. */
export async function readMoneyPayouts(): Promise<MoneyPayoutFile[]> {
  const kept = await db.moneyPayouts.toArray()
  return kept.flatMap(({ file }) => moneyPayoutSchema.safeParse(file).data ?? [])
}

/**
 * Makes the next payout of a closed split in money, and keeps it. Members whose payment came back are paid again.
 * @throws Problem `bank.not-closed`, `bank.payout-meanwhile`, or those of `makeMoneyPayout`
 */
export async function prepareMoneyPayout(split: SplitFileV3, debtor: Debtor): Promise<MoneyPayoutFile> {
  const [kept, marks, members] = await Promise.all([readMoneyPayouts(), db.moneyPayoutMarks.toArray(), db.members.toArray()])
  const closings = await db.closings.where('periodId').equals(split.period.id).toArray()
  if (!closings.some(({ file }) => (file as { contentSha256?: unknown }).contentSha256 === split.contentSha256)) {
    throw new Problem('bank.not-closed', `“${split.period.name}” is not closed with this split: close the period first.`)
  }
  const before = kept.filter((payout) => payout.split.contentSha256 === split.contentSha256).sort(bySequence)
  const payout = makeMoneyPayout({
    split,
    members: members as MemberPayment[],
    debtor,
    createdAt: nowText(),
    before: before.map(({ contentSha256, rows }) => ({ contentSha256, memberIds: rows.map(({ memberId }) => memberId) })),
    again: returnedMembers(before, marks),
  })
  const act = {
    kind: 'money-payout',
    title: `Payout in money of ${split.period.name} made: ${countText(payout.rows.length, 'payment')}`,
  }
  await transact(db, act, ['moneyPayouts'], (records) => keep(records, payout, before.length))
  return payout
}

async function keep(records: RecordTransaction, payout: MoneyPayoutFile, known: number): Promise<void> {
  const { contentSha256, split, sequence, createdAt } = payout
  // Another window may have made one since: the two would pay the same members.
  if ((await db.moneyPayouts.where('splitSha256').equals(split.contentSha256).count()) !== known) {
    throw new Problem('bank.payout-meanwhile', 'Another payout of this split was made meanwhile: look at it first.')
  }
  await records.put('moneyPayouts', {
    ...{ id: contentSha256, periodId: split.period.id, splitSha256: split.contentSha256, sequence },
    ...{ file: payout, createdAt },
  })
}

/** Of the last payment to each. */
function returnedMembers(payouts: readonly MoneyPayoutFile[], marks: readonly MoneyPayoutMark[]): string[] {
  const states = new Map<string, string>()
  for (const payout of payouts) {
    for (const { row, state } of reconcileMoney(payout, marks).outcomes) states.set(row.memberId, state)
  }
  return [...states].flatMap(([memberId, state]) => (state === 'returned' ? [memberId] : []))
}

/** Members whom a split pays in money and no kept payout of it names, or whose last payment came back. */
export function stillToPay(
  split: SplitFileV3,
  payouts: readonly MoneyPayoutFile[],
  marks: readonly MoneyPayoutMark[],
): { id: string; name: string }[] {
  const own = payouts.filter((payout) => payout.split.contentSha256 === split.contentSha256).sort(bySequence)
  const returned = new Set(returnedMembers(own, marks))
  const named = new Set(own.flatMap(({ rows }) => rows.map(({ memberId }) => memberId)))
  return moneyMembers(split).filter(({ id }) => !named.has(id) || returned.has(id))
}

export interface TakenStatement {
  /** Marks that nobody knew of. */
  added: number
  known: number
  /** What may be of the payout and cannot be told. */
  unknown: ReturnType<typeof unknownMovements>
}

/**
 * Takes in what a statement says of any payout that is kept. Reading it again changes nothing.
 * @param payout to whose account the statement belongs. @throws Problem `bank.other-account` or `data.*`
 */
export async function takeStatement(
  payout: MoneyPayoutFile,
  statement: ReadStatement,
  fileName: string,
): Promise<TakenStatement> {
  checkAccount(payout, statement)
  const periods = periodsByReference(await readMoneyPayouts())
  const marks = marksOf(statement, periods)
  const known = new Set(
    await db.moneyPayoutMarks
      .where('id')
      .anyOf(marks.map(({ id }) => id))
      .primaryKeys(),
  )
  const added = marks.filter(({ id }) => !known.has(id))
  if (added.length > 0) {
    const act = {
      kind: 'money-marks',
      title: `Bank statement ${fileName} read: ${countText(added.length, 'booking')} of payouts in money`,
    }
    await transact(db, act, ['moneyPayoutMarks'], (records) => records.putAll('moneyPayoutMarks', added))
  }
  return { added: added.length, known: known.size, unknown: unknownMovements(payout, statement, new Set(periods.keys())) }
}

/**
 * Says by hand that a payment was paid, or that it was not after all.
 * @param note the bank's or the service's own reference. @throws Problem `bank.no-note` or `data.*`
 */
export async function markPayment(
  payout: MoneyPayoutFile,
  { reference, amountMinorUnits, currency, name }: MoneyPayoutRow,
  kind: 'paid' | 'unpaid',
  note: string,
): Promise<void> {
  if (kind === 'paid' && note.trim() === '') {
    throw new Problem('bank.no-note', 'Give the reference of the bank or the service, so that the payment can be found.', {
      field: 'note',
    })
  }
  const at = nowText()
  const booking = { reference, periodId: payout.split.period.id, kind, amountMinorUnits, currency, on: at.slice(0, 10) }
  const title = kind === 'paid' ? `Payment to ${name} marked as paid` : `Payment to ${name} marked as not paid`
  await transact(db, { kind: 'money-marks', title }, ['moneyPayoutMarks'], (records) =>
    records.put('moneyPayoutMarks', markByHand(booking, { note: note.trim(), at })),
  )
}

const bySequence = (one: MoneyPayoutFile, other: MoneyPayoutFile) => one.sequence - other.sequence
