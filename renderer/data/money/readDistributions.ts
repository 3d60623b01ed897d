import type { Distribution } from '#core/model/records'
import { db } from '../records/openRecords'

/**
 * Distributions, the newest first. A signature is a fact and a status only follows it: a distribution whose period has
 * one counts as signed, whatever another installation made of it meanwhile.
 */
export async function readDistributions(limit = Number.POSITIVE_INFINITY): Promise<Distribution[]> {
  const [distributions, signedPeriods] = await Promise.all([
    db.distributions.orderBy('createdAt').reverse().limit(limit).toArray(),
    db.signatures.orderBy('periodId').uniqueKeys(),
  ])
  const signed = new Set(signedPeriods)
  return distributions.map((distribution) =>
    signed.has(distribution.periodId) ? { ...distribution, status: 'signed' } : distribution,
  )
}
