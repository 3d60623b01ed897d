import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sumBaseUnits } from '../../model/money'
import { agreementsArbitrary, periodArbitrary, splitChain } from '../arbitrarySplits'
import { paidTo, type SplitFile } from '../splitFile'
import { compareSplits } from './compareSplits'

const chains = fc.tuple(fc.array(periodArbitrary, { minLength: 2, maxLength: 3 }), agreementsArbitrary)

describe('compareSplits', () => {
  it('[EX4] the parts of each member add up to the whole difference, between any two splits, corrections too', () => {
    fc.assert(
      fc.property(chains, agreementsArbitrary, ([periods, agreements], others) => {
        const splits: SplitFile[] = splitChain(periods, agreements).map(({ split }) => split)
        // Other agreements under the same ids: stages, percentages and receivers that changed.
        splits.push(...splitChain(periods.slice(0, 1), others).map(({ split }) => split))
        for (const before of splits) {
          for (const now of splits) {
            const { members } = compareSplits(before, now)
            for (const { memberId, parts, changeBaseUnits, beforeBaseUnits, nowBaseUnits } of members) {
              expect(sumBaseUnits(parts.map(({ baseUnits }) => baseUnits))).toBe(changeBaseUnits)
              expect(changeBaseUnits).toBe((nowBaseUnits ?? 0n) - (beforeBaseUnits ?? 0n))
              const member = now.members.find(({ id }) => id === memberId)
              expect(nowBaseUnits).toBe(member ? paidTo(member) : null)
              const sizes = parts.map(({ baseUnits }) => (baseUnits < 0n ? -baseUnits : baseUnits))
              expect(sizes.every((size, at) => at === 0 || size <= (sizes[at - 1] ?? 0n))).toBe(true)
              expect(sizes).not.toContain(0n)
              if (before === now) expect(parts).toEqual([])
            }
          }
        }
      }),
      { numRuns: 25 },
    )
  })

  it('[EX5] between periods under the same agreements only base units are left to rounding', () => {
    fc.assert(
      fc.property(chains, ([periods, agreements]) => {
        const splits = splitChain(
          periods.map((period) => ({ ...period, corrected: null })),
          agreements,
        ).map(({ split }) => split)
        for (const before of splits) {
          for (const now of splits) {
            for (const { parts } of compareSplits(before, now).members) {
              for (const { cause, baseUnits } of parts) {
                expect(['rule', 'percentage', 'stage-began', 'stage-ended']).not.toContain(cause)
                if (cause === 'rounding') expect(baseUnits >= -8n && baseUnits <= 8n).toBe(true)
              }
            }
          }
        }
      }),
      { numRuns: 60 },
    )
  })
})
