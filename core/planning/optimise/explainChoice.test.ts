import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explainChoice } from './explainChoice'
import { compressed, coveredWeight, instanceOf, keepsLimits, smallInstance } from './testing/smallInstances'

describe('explainChoice', () => {
  const rows = [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
  ]
  const weights = [5, 1, 3, 2, 4]

  it('orders by what each site adds, and says what only it covers and what could stand in', () => {
    const explained = explainChoice(instanceOf(rows, weights), [0, 1])
    expect(explained).toEqual([
      { site: 0, gain: 6, cumulative: 6, only: 5, shared: 1, leaveOutLoss: 5 - 6, replacement: { candidate: 3, gain: 6 } },
      { site: 1, gain: 3, cumulative: 9, only: 3, shared: 1, leaveOutLoss: 3 - 6, replacement: { candidate: 3, gain: 6 } },
    ])
  })

  it('counts what was covered before as shared, and knows no replacement that spacing or the budget rules out', () => {
    const covered = Uint8Array.of(0, 1, 0, 0, 0)
    const conflicts = compressed([[3], [], [], [0]])
    const costs = Float64Array.of(2, 9, 1, 2)
    const [first, second] = explainChoice(
      instanceOf(rows, weights, { covered, conflicts, costs, budget: 3, count: null }),
      [0, 2],
    )
    expect(first).toMatchObject({ site: 0, only: 5, shared: 1, leaveOutLoss: 1, replacement: { candidate: 3, gain: 4 } })
    expect(second).toMatchObject({ site: 2, gain: 5, only: 5, shared: 0, leaveOutLoss: 5, replacement: null })
  })

  it('agrees with counting afresh on any choice', () => {
    fc.assert(
      fc.property(smallInstance, fc.nat(), (instance, pick) => {
        const sites = Array.from({ length: instance.candidateCount }, (_, site) => site).filter((site) => (pick >> site) & 1)
        if (!keepsLimits(instance, sites)) return
        const whole = coveredWeight(instance, sites)
        const explained = explainChoice(instance, sites)
        expect(explained.map(({ site }) => site).sort((a, b) => a - b)).toEqual(sites)
        expect(explained.at(-1)?.cumulative ?? 0).toBe(whole)
        for (const [order, { site, gain, only }] of explained.entries()) {
          const before = explained.slice(0, order).map((one) => one.site)
          expect(gain).toBe(coveredWeight(instance, [...before, site]) - coveredWeight(instance, before))
          const others = sites.filter((other) => other !== site)
          expect(only).toBe(whole - coveredWeight(instance, others))
        }
      }),
      { numRuns: 300 },
    )
  })
})
