/** What a split of version 2 says of its period, worked out again. SPEC.md, rules [VS8] and [VS9]. */
import { datesOf } from './comparePeriod'
import { payableOf } from './correctionOf'
import { amountsSha256, correctionIdOf, periodIdOf } from './period'
import type { SplitFileV2, SplitRow } from './splitFile'

type Add = (where: string, message: string) => void

export function verifyPeriod(split: SplitFileV2, add: Add): void {
  const { period, rows } = split
  const content = amountsSha256(rows.map((row) => ({ hotspotKey: row.hotspotKey, amountBaseUnits: statedIn(row) })))
  if (period.contentSha256 !== content) {
    add('period.contentSha256', `reads ${period.contentSha256}, but the rows give ${content}`)
  }
  verifyDates(split, content, add)
  const isCorrection = period.corrects.length > 0
  rows.forEach((row, at) => {
    const where = `rows[${at}] hotspot ${row.hotspotKey}`
    if (isCorrection !== (row.correction !== undefined)) {
      add(where, isCorrection ? 'does not say what was payable before' : 'corrects a period, but the file names none')
      return
    }
    if (!row.correction) return
    const stated = BigInt(row.correction.statedBaseUnits)
    const before = BigInt(row.correction.beforeBaseUnits)
    const payable = payableOf({ statedBaseUnits: stated, beforeBaseUnits: before })
    if (payable !== BigInt(row.amountBaseUnits)) {
      add(where, `pays ${row.amountBaseUnits} base units, but ${stated} stated less ${before} before leave ${payable}`)
    }
  })
}

/** Dates that are a time, and the id that follows from them. */
export function verifyDates({ period, token }: Pick<SplitFileV2, 'period' | 'token'>, content: string, add: Add): void {
  const dates = datesOf(period)
  if (!dates) {
    if (period.start !== period.end) add('period', 'has a start or an end alone')
    return
  }
  const isInstant = (text: string) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text
  if (!isInstant(dates.start) || !isInstant(dates.end) || dates.end <= dates.start) {
    add('period', `covers no time: ${dates.start} to ${dates.end}`)
    return
  }
  const identity = { network: period.network, tokenSymbol: token.symbol, payer: period.payer, dates }
  const id = period.corrects.length > 0 ? correctionIdOf(identity, content) : periodIdOf(identity)
  if (period.id !== id) add('period.id', `reads ${period.id}, but network, token, payer and dates give ${id}`)
}

function statedIn({ amountBaseUnits, correction }: SplitRow): bigint {
  return BigInt(correction?.statedBaseUnits ?? amountBaseUnits)
}
