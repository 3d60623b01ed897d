import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAmount } from '../model/money'
import { fixedDecimals, roundRows } from './roundRows'

describe('rounding rows', () => {
  it('[ST11] st-05-eight-decimals: rows add up to the rounded total', () => {
    const texts = ['0.123456789012345678', '1.000000004999999999', '2.000000004999999999', '0.000000004500000000']
    const rows = texts.map((text, i) => ({ key: `r${i}`, amount: parseAmount(text, 18) }))
    const { amounts, total, changed } = roundRows(rows, 18, 8)
    expect(fixedDecimals(total, 8)).toBe('3.12345680')
    expect([...amounts.values()].map((units) => fixedDecimals(units, 8))).toEqual([
      '0.12345679',
      '1.00000001',
      '2.00000000',
      '0.00000000',
    ])
    expect(changed).toBe(4)
  })

  const rowsArbitrary = fc
    .array(fc.oneof(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.bigInt(-20n, 20n)), { maxLength: 30 })
    .map((amounts) => amounts.map((amount, i) => ({ key: `r${i}`, amount })))

  it('[ST12] rows add up to the total, each less than one unit away, the total at most half a unit', () => {
    fc.assert(
      fc.property(rowsArbitrary, fc.integer({ min: 0, max: 18 }), (rows, to) => {
        const unit = 10n ** BigInt(18 - to)
        const { amounts, total } = roundRows(rows, 18, to)
        expect([...amounts.values()].reduce((sum, units) => sum + units, 0n)).toBe(total)
        const exact = rows.reduce((sum, { amount }) => sum + amount, 0n)
        const away = total * unit - exact
        expect(2n * (away < 0n ? -away : away) <= unit).toBe(true)
        for (const { key, amount } of rows) {
          const units = amounts.get(key) ?? 0n
          const apart = units * unit - amount
          expect(apart < unit && apart > -unit).toBe(true)
          expect(units === 0n || units > 0n === amount > 0n).toBe(true)
        }
      }),
    )
  })

  it('[ST12] the order of the rows changes nothing, and neither do decimals that are enough', () => {
    fc.assert(
      fc.property(rowsArbitrary, (rows) => {
        const one = roundRows(rows, 18, 8)
        const other = roundRows(rows.toReversed(), 18, 8)
        for (const { key, amount } of rows) {
          expect(other.amounts.get(key)).toBe(one.amounts.get(key))
          expect(roundRows(rows, 8, 18).amounts.get(key)).toBe(amount)
        }
      }),
    )
    expect(() =>
      roundRows(
        [
          { key: 'a', amount: 1n },
          { key: 'a', amount: 1n },
        ],
        8,
        8,
      ),
    ).toThrow('stands twice')
  })

  it('[ST13] st-06-no-exponents: one base unit is written out', () => {
    expect(fixedDecimals(1n, 8)).toBe('0.00000001')
    expect(fixedDecimals(1n, 18)).toBe('0.000000000000000001')
    expect(fixedDecimals(-750n, 2)).toBe('-7.50')
    expect(fixedDecimals(5n, 0)).toBe('5')
    expect(fixedDecimals(10n ** 30n, 2)).toBe(`1${'0'.repeat(28)}.00`)
  })
})
