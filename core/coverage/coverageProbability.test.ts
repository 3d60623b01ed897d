import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bestServerProbability,
  coverageProbability,
  createAtLeastOne,
  fastNormalBelow,
  twoStrongestProbability,
} from './coverageProbability'
import { normalBelow } from './normalDistribution'

const threshold = -120

describe('probability of coverage', () => {
  it('is the normal distribution of the margin, to 5e-5', () => {
    for (let x = -8; x <= 8; x += 0.0137) expect(Math.abs(fastNormalBelow(x) - normalBelow(x))).toBeLessThan(5e-5)
    // (1 + erf(1/√2)) / 2 and (1 + erf(2/√2)) / 2
    expect(fastNormalBelow(1)).toBeCloseTo(0.841344746, 4)
    expect(fastNormalBelow(-2)).toBeCloseTo(0.022750132, 4)
    expect(fastNormalBelow(Number.NEGATIVE_INFINITY)).toBe(0)
    expect(fastNormalBelow(Number.NaN)).toBe(0)
  })

  it('is a half at the threshold, and a yes or no without shadowing', () => {
    expect(coverageProbability(threshold, threshold, 8)).toBe(0.5)
    expect([-119.9, -120, -120.1].map((dbm) => coverageProbability(dbm, threshold, 0))).toEqual([1, 1, 0])
  })

  it('counts the best server alone, or the two strongest', () => {
    const coverage = { bestDbm: Float32Array.of(-112, -120, -150), secondDbm: Float32Array.of(-112, Number.NaN, -151) }
    const best = bestServerProbability(coverage, threshold, 8)
    expect(best[0]).toBeCloseTo(0.8413, 4)
    expect(best[1]).toBe(0.5)
    const two = twoStrongestProbability(coverage, threshold, 8)
    expect(two[0]).toBeCloseTo(1 - (1 - 0.841345) ** 2, 4)
    expect(two[1]).toBe(0.5)
  })

  it('of at least one site is the product rule, whatever the order, and never less than the two strongest', () => {
    // As coverage keeps them: rounding them in one of the figures alone would read another step of the table.
    const power = fc.double({ min: -150, max: -90, noNaN: true }).map(Math.fround)
    fc.assert(
      fc.property(fc.array(power, { minLength: 1, maxLength: 8 }), (given) => {
        const combine = (order: readonly number[]) => {
          const atLeastOne = createAtLeastOne(2, threshold, 8)
          for (const dbm of order) atLeastOne.add(1, dbm)
          return atLeastOne.probability()
        }
        const strongest = [...given].sort((a, b) => b - a)
        const [none, combined] = combine(given)
        const expected = 1 - given.reduce((missed, dbm) => missed * (1 - coverageProbability(dbm, threshold, 8)), 1)
        expect(none).toBe(0)
        expect(combined).toBeCloseTo(expected, 5)
        expect(combine(strongest)[1]).toBeCloseTo(combined ?? 0, 5)
        const bestDbm = Float32Array.of(strongest[0] ?? Number.NaN)
        const secondDbm = Float32Array.of(strongest[1] ?? Number.NaN)
        expect(twoStrongestProbability({ bestDbm, secondDbm }, threshold, 8)[0]).toBeLessThanOrEqual((combined ?? 0) + 1e-5)
      }),
    )
  })

  it('is certain where a site covers without shadowing', () => {
    const atLeastOne = createAtLeastOne(1, threshold, 0)
    atLeastOne.add(0, -100)
    atLeastOne.add(0, -200)
    expect([...atLeastOne.probability()]).toEqual([1])
  })
})
