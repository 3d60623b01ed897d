import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { millsBelow, normalBelow, normalDensity, normalExceededWith } from './normalDistribution'

describe('normal distribution', () => {
  // Tabulated to fifteen digits, e.g. Abramowitz and Stegun, table 26.1.
  it.each([
    [0, 0.5],
    [1, 0.841344746068543],
    [-1, 0.158655253931457],
    [2, 0.977249868051821],
    [-3, 0.00134989803163009],
    [-5, 2.86651571879194e-7],
    [-8, 6.22096057427178e-16],
  ])('below %d lies %d', (x, probability) => {
    expect(normalBelow(x)).toBeCloseTo(probability, 14)
    expect(normalBelow(x) / probability).toBeCloseTo(1, 7)
  })

  it('knows the quantiles', () => {
    expect(normalExceededWith(0.5)).toBeCloseTo(0, 14)
    expect(normalExceededWith(0.025)).toBeCloseTo(1.95996398454005, 12)
    expect(normalExceededWith(0.99)).toBeCloseTo(-2.32634787404084, 12)
    expect(normalExceededWith(1e-9)).toBeCloseTo(5.99780701500768, 9)
  })

  it('goes back and forth', () => {
    fc.assert(
      fc.property(fc.double({ min: -6, max: 6, noNaN: true }), (x) => {
        expect(normalExceededWith(normalBelow(-x))).toBeCloseTo(x, 6)
        expect(millsBelow(x)).toBeCloseTo(normalDensity(x) / normalBelow(x), 9)
      }),
    )
  })

  it('stays finite where probabilities vanish', () => {
    expect(millsBelow(-50) / 50).toBeCloseTo(1, 3)
  })
})
