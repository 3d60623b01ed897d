/** Periods that were closed, and the books that the next one opens with. */

import { isDemoKey } from '#core/model/demoIdentity'
import type { Token } from '#core/model/money'
import { Problem } from '#core/model/problem'
import type { Closing, Period } from '#core/model/records'
import { closingBooks, type OpeningBooks } from '#core/rewards/closingBooks'
import { periodOf, type SplitFile, splitFileSchema } from '#core/rewards/splitFile'
import type { SplitFileV3 } from '#core/rewards/splitFileV3'
import { periodPayment } from '#core/treasury/state/periodPayment'
import type { CommonmastDatabase } from '../records/database'
import { nowText } from '../records/newId'
import { db } from '../records/openRecords'
import type { RecordTransaction } from '../records/RecordTransaction'
import { transact } from '../records/transact'
import { readPayouts } from '../treasury/readPayouts'

/**
 * What the next split of a period's token opens with: the closing of the last period, or the sums of all that were signed
 * before periods were closed. What was practised, with the demo or a simulated Ledger, is no part of real books.
 * @throws Problem `books.forked`, or those of `closingBooks`
 */
export async function readOpening({ id, token }: Pick<Period, 'id' | 'token'>): Promise<OpeningBooks> {
  const isAlike = ({ periodId }: { periodId: string }) => isDemoKey(periodId) === isDemoKey(id)
  const last = lastClosing(token, (await readClosings()).filter(isAlike))
  if (last) return closingBooks([splitOf(last)], token)
  const paid = new Set<string>()
  await db.signatures.each(({ periodId, simulated }) => {
    if (!simulated) paid.add(periodId)
  })
  for (const { periodId, practice, payout, state } of await readPayouts()) {
    if (!practice && periodPayment([{ payout, state }]) !== null) paid.add(periodId)
  }
  const before = (await db.distributions.toArray())
    .filter(({ periodId }) => paid.has(periodId))
    .map(({ file }) => splitFileSchema.parse(file))
    .filter((split) => split.format !== 'commonmast-split-v3' && isOfToken(split, token))
    .sort((one, other) => (periodOf(one).id < periodOf(other).id ? -1 : 1))
  return closingBooks(before, token)
}

/** Closed periods; one that was opened again is not among them. */
export async function readClosings(from: CommonmastDatabase = db): Promise<Closing[]> {
  const reopened = new Set((await from.reopenings.toArray()).map(({ closingId }) => closingId))
  return (await from.closings.toArray()).filter(({ id }) => !reopened.has(id))
}

/** With what a period is closed. */
export async function closingOf(periodId: string, from: CommonmastDatabase = db): Promise<Closing | undefined> {
  return (await readClosings(from)).find((closing) => closing.periodId === periodId)
}

/** @throws Problem `books.forked` where two installations closed different periods as the last */
export function lastClosing({ symbol }: Pick<Token, 'symbol'>, closings: readonly Closing[]): Closing | null {
  const ofToken = closings.filter((closing) => closing.symbol === symbol)
  const sequence = Math.max(0, ...ofToken.map((closing) => closing.sequence))
  const [last, other] = ofToken.filter((closing) => closing.sequence === sequence)
  if (last && other) {
    throw new Problem(
      'books.forked',
      `Two installations closed different periods of ${symbol} from the same books: agree on one before another is closed.`,
    )
  }
  return last ?? null
}

function isOfToken(split: SplitFile, { symbol, decimals }: Token): boolean {
  return split.token.symbol === symbol && split.token.decimals === decimals
}

/**
 * Closes a period with its split. It is a fact: it stays as it is, byte for byte.
 * @param evenBeforeEnd the person has said that it closes although its last day is not over
 * @throws Problem `period.not-ended`, `period.closed-already`, `period.books-moved` or `books.forked`
 */
export async function closePeriod(split: SplitFileV3, evenBeforeEnd = false): Promise<void> {
  if (!evenBeforeEnd) checkEnded(split)
  const act = { kind: 'close', title: `${split.period.name} closed` }
  await transact(db, act, [...CLOSING_TABLES], (records) => writeClosing(records, split))
}

/**
 * A period that is not over by this computer's clock: its dates are wrong, or the clock is.
 * @throws Problem `period.not-ended`
 */
export function checkEnded(split: SplitFile, nowMs = Date.now()): void {
  const { end } = split.format === 'commonmast-split-v1' ? { end: null } : split.period
  if (end === null || Date.parse(end) <= nowMs) return
  throw new Problem(
    'period.not-ended',
    `“${periodOf(split).name}” ends on ${end.slice(0, 10)}, and this computer's clock says ${new Date(nowMs).toISOString().slice(0, 10)}: look at the dates of the period and at the clock.`,
  )
}

/** What closing a period reads and writes. */
export const CLOSING_TABLES = ['closings', 'reopenings', 'distributions', 'signatures', 'payouts', 'payoutMoves'] as const

/** Within a transaction on CLOSING_TABLES. */
export async function writeClosing(records: RecordTransaction, split: SplitFileV3): Promise<void> {
  if (await isClosed(split)) return
  const { token, period } = split
  await records.put('closings', {
    id: await closingId(split),
    periodId: period.id,
    symbol: token.symbol,
    sequence: split.closing.periods,
    file: split,
    closedAt: nowText(),
  })
}

/**
 * Whether a period is closed with this very split; if it is not, it can be.
 * @throws Problem `period.closed-already`, `period.books-moved` or `books.forked`
 */
export async function isClosed(split: SplitFileV3): Promise<boolean> {
  const { token, period } = split
  const closed = await closingOf(period.id)
  if (closed && splitOf(closed).contentSha256 === split.contentSha256) return true
  if (closed) {
    throw new Problem(
      'period.closed-already',
      `“${period.name}” is closed with another split, and what is closed stays: correct it in the next period.`,
    )
  }
  checkOpening(split, await readOpening({ id: period.id, token }))
  return false
}

export function splitOf({ file }: Closing): SplitFile {
  return splitFileSchema.parse(file)
}

/** The digest of the split; a period that is closed again with the very split it was opened from gets a number to it. */
async function closingId({ contentSha256, period }: SplitFileV3): Promise<string> {
  if (!(await db.closings.get(contentSha256))) return contentSha256
  return `${contentSha256}:${await db.closings.where('periodId').equals(period.id).count()}`
}

/** @throws Problem `period.books-moved` where another period was closed since the split was made */
function checkOpening(split: SplitFileV3, { previous }: OpeningBooks): void {
  const [stated, now] = [split.previous, previous].map((each) => each.map(({ contentSha256 }) => contentSha256).join())
  if (stated === now) return
  throw new Problem(
    'period.books-moved',
    `Another period of ${split.token.symbol} was closed since “${split.period.name}” was split: split it again, so that it goes on from there.`,
  )
}
