import { describe, expect, it } from 'vitest'
import { periodDates } from '../model/periodDates'
import { type ComparedPeriod, comparePeriod, correctedIn } from './comparePeriod'
import { newPeriod } from './newPeriod'

const HNT = { symbol: 'HNT', decimals: 8 }

function period(name: string, from: string, to: string, amounts: Record<string, bigint>, more: object = {}): ComparedPeriod {
  const rewards = Object.entries(amounts).map(([hotspotKey, amountBaseUnits]) => ({ hotspotKey, name: '', amountBaseUnits }))
  const reading = { network: 'helium', token: HNT, rewards, ...more }
  return newPeriod(reading, { name, payer: '', dates: periodDates(from, to) }).period
}

const january = period('january', '2026-01-01', '2026-01-31', { a: 5n, b: 6n })
const february = period('february', '2026-02-01', '2026-02-28', { a: 1n })
const kept = [january, february]

describe('comparePeriod', () => {
  it('[PE7] the same time and content is there already, whatever it is called', () => {
    const again = period('january (1)', '2026-01-01', '2026-01-31', { b: 6n, a: 5n, c: 0n })
    expect(comparePeriod(again, kept)).toEqual({ kind: 'same', period: january })
  })

  it('[PE8] other content for the same or overlapping dates is a correction of all of these', () => {
    const corrected = period('corrected', '2026-01-01', '2026-01-31', { a: 5n, b: 7n })
    expect(comparePeriod(corrected, kept)).toEqual({ kind: 'correction', of: [january], reachingBeyond: [] })
    const both = period('both', '2026-01-01', '2026-02-28', { a: 9n })
    expect(correctedIn(comparePeriod(both, kept))).toEqual([january, february])
    const middle = period('middle', '2026-01-15', '2026-02-28', { a: 9n })
    expect(comparePeriod(middle, kept)).toMatchObject({ kind: 'correction', reachingBeyond: [january] })
  })

  it('[PE9] equal content under other dates is asked about, unless nobody got anything', () => {
    const march = period('march', '2026-03-01', '2026-03-31', { a: 5n, b: 6n })
    expect(comparePeriod(march, kept)).toEqual({ kind: 'equal-content-other-dates', period: january, overlapping: [] })
    const nearly = period('nearly', '2026-01-02', '2026-01-31', { a: 5n, b: 6n })
    expect(comparePeriod(nearly, kept)).toMatchObject({ period: january, overlapping: [january] })
    const corrects = period('february again', '2026-02-01', '2026-02-28', { a: 5n, b: 6n })
    expect(comparePeriod(corrects, kept)).toEqual({ kind: 'equal-content-other-dates', period: january, overlapping: [february] })
    const empty = ['2026-04-30', '2026-05-31'].map((to) => period(to, `${to.slice(0, 7)}-01`, to, {}))
    expect(comparePeriod(empty[0] ?? january, empty.slice(1))).toEqual({ kind: 'new' })
    const undated = { ...january, start: null, end: null, id: 'from before there were dates' }
    expect(comparePeriod(march, [undated])).toMatchObject({ kind: 'equal-content-other-dates', period: undated })
  })

  it('[PE10] periods of another network, token or payer have nothing to do with it', () => {
    for (const more of [{ network: 'ttn' }, { token: { symbol: 'IOT', decimals: 6 } }]) {
      expect(comparePeriod(period('x', '2026-01-01', '2026-01-31', { a: 9n }, more), kept)).toEqual({ kind: 'new' })
    }
    expect(comparePeriod({ ...january, payer: 'City grant' }, kept)).toEqual({ kind: 'new' })
    expect(comparePeriod(period('march', '2026-03-01', '2026-03-31', { a: 9n }), kept)).toEqual({ kind: 'new' })
    const decimals = period('x', '2026-03-01', '2026-03-31', { a: 9n }, { token: { symbol: 'hnt', decimals: 6 } })
    expect(() => comparePeriod(decimals, kept)).toThrow(expect.objectContaining({ code: 'period.other-decimals' }))
  })
})
