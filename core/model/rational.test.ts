import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  add,
  compare,
  divide,
  floor,
  fractionText,
  multiply,
  parseDecimal,
  rational,
  roundHalfEven,
  toNumber,
  ZERO,
} from './rational'

const fraction = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 12n }))
  .map(([numerator, denominator]) => rational(numerator, denominator))

describe('exact fractions', () => {
  it('reads decimals exactly, also with an exponent', () => {
    const texts = ['0.95', '-3', '1e-7', '2.50', '1.5E3', '12.']
    expect(texts.map((text) => fractionText(parseDecimal(text)))).toEqual(['19/20', '-3', '1/10000000', '5/2', '1500', '12'])
    for (const text of ['', '.5', '1,5', 'NA', '0x10', 'Infinity', '1e999', '1_0']) {
      expect(() => parseDecimal(text), text).toThrow(expect.objectContaining({ code: 'rational.malformed' }))
    }
  })

  it('reads the shortest text of every number, and gives that number back', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1e18, noNaN: true }), (value) => {
        expect(toNumber(parseDecimal(String(value)))).toBe(value)
        expect(toNumber(parseDecimal(String(-value)))).toBe(-value)
      }),
    )
  })

  it('adds, multiplies and divides without a rest', () => {
    fc.assert(
      fc.property(fraction, fraction, fraction, (a, b, c) => {
        expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)))
        if (b.numerator !== 0n) expect(multiply(divide(a, b), b)).toEqual(a)
        expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)) + 0)
      }),
    )
    expect(() => divide(rational(1n), ZERO)).toThrow(expect.objectContaining({ code: 'rational.zero-denominator' }))
  })

  it('rounds down, or to the nearest and of two to the even one', () => {
    const halves = [-3n, -1n, 1n, 3n, 5n].map((numerator) => rational(numerator, 2n))
    expect(halves.map(floor)).toEqual([-2n, -1n, 0n, 1n, 2n])
    expect(halves.map(roundHalfEven)).toEqual([-2n, 0n, 0n, 2n, 2n])
    fc.assert(
      fc.property(fraction, (value) => {
        const below = rational(floor(value))
        expect(compare(below, value)).toBeLessThanOrEqual(0)
        expect(compare(value, add(below, rational(1n)))).toBeLessThan(0)
      }),
    )
  })
})
