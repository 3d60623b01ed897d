/** How far the payment of periods has come, by the facts: signatures of the first versions, payouts of version 4 and their moves. */
import { countsForPeriod, type PeriodPayment, periodPayment } from '#core/treasury/state/periodPayment'
import type { CommonmastDatabase } from '../records/database'
import { db } from '../records/openRecords'
import { readPayouts } from './readPayouts'

export interface PaymentFilter {
  /** Without it all periods. */
  periodIds?: readonly string[]
  /** Keys of signatures and payouts that count no longer, such as those that an undo takes with it. */
  without?: ReadonlySet<string>
}

/** Of every period that is signed or paid; what was practised counts for the demo's periods only. */
export async function periodPayments(
  { periodIds, without = new Set() }: PaymentFilter = {},
  from: CommonmastDatabase = db,
): Promise<Map<string, PeriodPayment>> {
  const found = new Map<string, PeriodPayment>()
  const signatures = periodIds === undefined ? from.signatures.toCollection() : from.signatures.where('periodId').anyOf(periodIds)
  await signatures.each(({ id, periodId, simulated }) => {
    if (!without.has(id) && countsForPeriod(periodId, simulated)) found.set(periodId, 'signed')
  })
  const payouts = (await readPayouts(periodIds, from)).filter(
    ({ id, periodId, practice }) => !without.has(id) && countsForPeriod(periodId, practice),
  )
  for (const periodId of new Set(payouts.map((one) => one.periodId))) {
    const payment = periodPayment(payouts.filter((one) => one.periodId === periodId))
    if (payment) found.set(periodId, payment)
  }
  return found
}

/** Periods of which nothing but practice is signed: the status that an earlier version gave their split says nothing. */
export async function onlyPractised(from: CommonmastDatabase = db): Promise<ReadonlySet<string>> {
  const practised = new Set<string>()
  const real = new Set<string>()
  await from.signatures.each(({ periodId, simulated }) => {
    if (countsForPeriod(periodId, simulated)) real.add(periodId)
    else practised.add(periodId)
  })
  for (const periodId of real) practised.delete(periodId)
  return practised
}
