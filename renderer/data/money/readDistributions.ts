import type { Distribution } from '#core/model/records'
import { db } from '../records/openRecords'
import { onlyPractised, periodPayments } from '../treasury/periodPayments'

/**
 * Distributions, the newest first. Facts decide and the status only follows them: a distribution is signed or paid when a payout
 * of its period is, whatever another installation made of it meanwhile, and not where nothing but practice was signed.
 */
export async function readDistributions(limit = Number.POSITIVE_INFINITY): Promise<Distribution[]> {
  const [distributions, payments, practised] = await Promise.all([
    db.distributions.orderBy('createdAt').reverse().limit(limit).toArray(),
    periodPayments(),
    onlyPractised(),
  ])
  return distributions.map((distribution) => {
    const { periodId, status } = distribution
    const payment = payments.get(periodId)
    if (payment) return { ...distribution, status: payment }
    return status === 'signed' && practised.has(periodId) ? { ...distribution, status: 'split' } : distribution
  })
}
