import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare, parseDecimal, rational } from '../model/rational'
import { exactValue, tokensFor, valueOfRows } from './convertAmounts'

const usd = { tokenDecimals: 8, currencyDecimals: 2 }
const yen = { tokenDecimals: 8, currencyDecimals: 0 }
const amounts = fc.bigInt({ min: 0n, max: 10n ** 18n })
const prices = fc.bigInt({ min: 1n, max: 10n ** 9n }).map((digits) => rational(digits, 10n ** 6n))

describe('conversion', () => {
  it('[VO7] is exact before its one rounding, there and back', () => {
    expect(exactValue(150_000_000n, parseDecimal('3.59'), usd)).toEqual(parseDecimal('538.5'))
    const half = new Map([['a', 150_000_000n]])
    expect(valueOfRows(half, parseDecimal('3.59'), usd, 'half-even').total).toBe(538n)
    expect(valueOfRows(half, parseDecimal('3.61'), usd, 'half-even').total).toBe(542n)
    expect(valueOfRows(half, parseDecimal('3.61'), usd, 'floor').total).toBe(541n)
    expect(valueOfRows(half, parseDecimal('3.61'), yen, 'half-even').total).toBe(5n)
    fc.assert(
      fc.property(amounts, prices, (baseUnits, price) => {
        const value = exactValue(baseUnits, price, usd)
        expect(tokensFor(value, price, usd, 'floor')).toBe(baseUnits)
        expect(tokensFor(value, price, usd, 'half-even')).toBe(baseUnits)
      }),
    )
    expect(() => tokensFor(rational(1n), rational(0n), usd, 'floor')).toThrow(
      expect.objectContaining({ code: 'price.not-positive' }),
    )
  })

  it('[VO8] rounds rows together, each near its exact value', () => {
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 1, maxLength: 20 }), prices, (list, price) => {
        const rows = new Map(list.map((baseUnits, at) => [`m${at}`, baseUnits]))
        const { total, minorUnits } = valueOfRows(rows, price, usd, 'half-even')
        expect([...minorUnits.values()].reduce((sum, each) => sum + each, 0n)).toBe(total)
        const earned = list.reduce((sum, each) => sum + each, 0n)
        const all = exactValue(earned, price, usd)
        expect(compare(rational(2n * total - 1n, 2n), all)).toBeLessThanOrEqual(0)
        expect(compare(rational(2n * total + 1n, 2n), all)).toBeGreaterThanOrEqual(0)
        for (const [key, baseUnits] of rows) {
          const got = minorUnits.get(key) ?? -10n
          const exact = exactValue(baseUnits, price, usd)
          expect(compare(rational(got + 2n), exact)).toBeGreaterThan(0)
          expect(compare(rational(got - 2n), exact)).toBeLessThan(0)
        }
      }),
    )
  })
})
