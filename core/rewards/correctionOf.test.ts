import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sumBaseUnits } from '../model/money'
import { periodDates } from '../model/periodDates'
import { correctionOf, overpaidOf, payableOf } from './correctionOf'
import { newCorrection, newPeriod, overpaidText, type PeriodReading } from './newPeriod'
import { amountsSha256, type DeviceAmount } from './period'

const choices = { name: 'January', payer: '', dates: periodDates('2026-01-01', '2026-01-31') }
const reading = (amounts: Record<string, bigint>): PeriodReading => ({
  network: 'other',
  token: { symbol: 'HNT', decimals: 8 },
  rewards: Object.entries(amounts).map(([hotspotKey, amountBaseUnits]) => ({ hotspotKey, name: hotspotKey, amountBaseUnits })),
})
const amountsOf = (amounts: Record<string, bigint>): DeviceAmount[] => [...reading(amounts).rewards]

describe('a correction', () => {
  it('[PE11] is the difference for every device to all that was payable before', () => {
    const rows = correctionOf([amountsOf({ a: 5n, b: 6n }), amountsOf({ b: 1n, c: 2n })], amountsOf({ d: 4n, a: 5n, b: 9n }))
    expect(rows.map((row) => [row.hotspotKey, row.statedBaseUnits, row.beforeBaseUnits, row.differenceBaseUnits])).toEqual([
      ['d', 4n, 0n, 4n],
      ['a', 5n, 5n, 0n],
      ['b', 9n, 7n, 2n],
      ['c', 0n, 2n, -2n],
    ])
    expect(overpaidOf(rows)).toEqual([{ hotspotKey: 'c', amountBaseUnits: 2n }])
  })

  it('[PE11] pays in all, however often it is corrected, what the highest file said for each device', () => {
    const amounts = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.bigInt({ min: 0n, max: 1_000n }))
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 1, maxLength: 5 }), (files) => {
        const paid: DeviceAmount[][] = []
        for (const file of files) {
          const rows = correctionOf(paid, amountsOf(file))
          paid.push(rows.map((row) => ({ hotspotKey: row.hotspotKey, amountBaseUnits: payableOf(row) })))
        }
        for (const key of ['a', 'b', 'c', 'd']) {
          const [highest] = files.map((file) => file[key] ?? 0n).toSorted((x, y) => (x < y ? 1 : -1))
          const got = paid.flat().filter(({ hotspotKey }) => hotspotKey === key)
          expect(sumBaseUnits(got.map(({ amountBaseUnits }) => amountBaseUnits))).toBe(highest)
        }
      }),
    )
  })

  it('[PE12] names what was payable too much, and drops nothing', () => {
    const first = newPeriod(reading({ a: 10n, b: 6n }), choices)
    const corrected = [{ period: first.period, payable: first.rewards }]
    const { rewards, overpaid, corrects, period } = newCorrection(reading({ a: 4n, c: 3n }), choices, corrected)
    expect(rewards.map(({ hotspotKey, amountBaseUnits }) => [hotspotKey, amountBaseUnits])).toEqual([
      ['a', 4n],
      ['c', 3n],
      ['b', 0n],
    ])
    expect(rewards.map(({ beforeBaseUnits }) => beforeBaseUnits)).toEqual([10n, undefined, 6n])
    expect(overpaidText(overpaid, { symbol: 'WXM', decimals: 1 })).toBe('a by 0.6 WXM, b by 0.6 WXM')
    expect(corrects).toEqual([{ id: first.period.id, amountsSha256: first.period.amountsSha256 }])
    expect(period.id).not.toBe(first.period.id)
    expect(period.contentSha256).toBe(amountsSha256(amountsOf({ c: 3n, a: 4n })))
    expect(period.amountsSha256).toBe(amountsSha256(amountsOf({ a: -6n, b: -6n, c: 3n })))
  })

  it('[PE13] that changes nothing is refused', () => {
    const first = newPeriod(reading({ a: 10n }), choices)
    const corrected = [{ period: first.period, payable: first.rewards }]
    expect(() => newCorrection(reading({ a: 10n }), choices, corrected)).toThrow(
      expect.objectContaining({ code: 'period.nothing-more' }),
    )
  })
})
