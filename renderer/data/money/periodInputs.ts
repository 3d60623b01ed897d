/**
 * Prices, measures, entries of the books and the smallest payout of a period, as a treasurer gives them. Once the period is
 * closed none of them changes. SPEC.md, rule [PI1].
 */
import type { PeriodInputs } from '#core/agreements/agreementRecords'
import { mergeMeasures } from '#core/agreements/mergeMeasures'
import { NO_MEASURES, type PoolMeasures } from '#core/agreements/poolWeights'
import { type Price, TermMoney } from '#core/agreements/price'
import type { BookEntry } from '#core/agreements/settleMembers'
import { currencyDecimals } from '#core/model/currency'
import { formatAmount } from '#core/model/money'
import { Problem } from '#core/model/problem'
import type { Period } from '#core/model/records'
import type { CommonmastDatabase } from '../records/database'
import { newId, nowText } from '../records/newId'
import { db } from '../records/openRecords'
import type { RecordTransaction } from '../records/RecordTransaction'
import { transact } from '../records/transact'
import { CLOSING_TABLES, closingOf } from './closings'

type Named = Pick<Period, 'id' | 'name' | 'token'>

const KIND = 'period-inputs'
const TABLES = [...CLOSING_TABLES, 'periodInputs', 'bookEntries', 'members'] as const

/** States a price, in place of the one before. @throws Problem `price.zero`, `currency.unknown` or `period.closed` */
export async function savePrice(period: Named, price: Price): Promise<void> {
  checkPrice(period, price)
  const title = `${period.name}: price of ${period.token.symbol} in ${price.currency} set to ${price.price}`
  await changeInputs(period, title, ({ prices }) => ({ prices: { ...prices, [price.currency]: price } }))
}

/** @throws Problem `period.closed` */
export async function removePrice(period: Named, currency: string): Promise<void> {
  await changeInputs(period, `${period.name}: price in ${currency} removed`, ({ prices: { [currency]: _, ...prices } }) => ({
    prices,
  }))
}

/** Each column that a table brings stands instead of the one before. @throws Problem `period.closed` */
export async function takeMeasures(period: Named, table: PoolMeasures): Promise<void> {
  await changeInputs(period, `${period.name}: measures taken from a table`, ({ measures }) => ({
    measures: mergeMeasures(measures, table),
  }))
}

/** @throws Problem `period.closed` */
export async function removeMeasures(period: Named): Promise<void> {
  await changeInputs(period, `${period.name}: measures removed`, () => ({ measures: NO_MEASURES }))
}

/** From now on the period has what the token has. @throws Problem `period.closed` */
export async function dropMinimumOfPeriod(period: Named): Promise<void> {
  await changeInputs(period, `${period.name}: smallest payout as for all periods`, () => ({ minimumPayoutBaseUnits: null }))
}

/** An advance, or a payment from a reserve. @throws Problem `entry.nothing` or `period.closed` */
export async function addEntry(period: Named, entry: BookEntry): Promise<void> {
  if (entry.baseUnits === '0') throw new Problem('entry.nothing', 'Nothing is nothing to enter: write an amount above zero.')
  await transact(db, { kind: KIND, title: `${period.name}: entry added` }, [...TABLES], async (records) => {
    await refuseClosed(period)
    const at = nowText()
    await records.put('bookEntries', { id: newId(), periodId: period.id, entry, createdAt: at, updatedAt: at })
    const member = await records.get('members', entry.memberId)
    const amount = `${formatAmount(BigInt(entry.baseUnits), period.token.decimals)} ${period.token.symbol}`
    const what = entry.kind === 'advance' ? 'Advance' : `Payment from ${entry.reserve}`
    records.nameAct(`${period.name}: ${what} of ${amount} to ${member?.name ?? entry.memberId}`)
  })
}

/** @throws Problem `period.closed` */
export async function removeEntry(period: Named, entryId: string): Promise<void> {
  await transact(db, { kind: KIND, title: `${period.name}: entry removed` }, [...TABLES], async (records) => {
    await refuseClosed(period)
    await records.remove('bookEntries', [entryId])
  })
}

/** Within a transaction on CLOSING_TABLES. @throws Problem `period.closed` */
export async function refuseClosed({ id, name }: Pick<Period, 'id' | 'name'>, from: CommonmastDatabase = db): Promise<void> {
  if (!(await closingOf(id, from))) return
  throw new Problem(
    'period.closed',
    `“${name}” is closed, so what it was split with stays: open it again while nothing of it is paid, or correct it in the next period.`,
  )
}

/** What a period has of which nothing was said yet. */
export function noInputs(periodId: string): PeriodInputs {
  const at = nowText()
  return { id: periodId, prices: {}, measures: NO_MEASURES, minimumPayoutBaseUnits: null, createdAt: at, updatedAt: at }
}

/** @throws Problem `price.zero` or `currency.unknown` */
export function checkPrice({ token }: Pick<Period, 'token'>, price: Price): void {
  currencyDecimals(price.currency)
  new TermMoney(token, [price]).toBaseUnits(1n, price.currency)
}

async function changeInputs(period: Named, title: string, change: (kept: PeriodInputs) => Partial<PeriodInputs>): Promise<void> {
  await transact(db, { kind: KIND, title }, [...TABLES], async (records: RecordTransaction) => {
    await refuseClosed(period)
    const kept = (await records.get('periodInputs', period.id)) ?? noInputs(period.id)
    await records.put('periodInputs', { ...kept, ...change(kept) })
  })
}
