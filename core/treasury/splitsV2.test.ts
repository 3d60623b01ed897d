import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ADA, BO, CY } from './exampleSafe'
import { distributeSplitV2, encodeSplitV2, hashSplitV2, isValidSplitV2, type SplitV2 } from './splitsV2'

const THIRDS: SplitV2 = {
  recipients: [ADA, BO, CY],
  allocations: [1n, 1n, 1n],
  totalAllocation: 3n,
  distributionIncentive: 0,
}
const refused = (code: string) => expect.objectContaining({ code })

describe('splits of 0xSplits, version 2', () => {
  it('[DI4] has another hash for another order of recipients, and for every unit', () => {
    const hashes = [
      THIRDS,
      { ...THIRDS, recipients: [BO, ADA, CY] },
      { ...THIRDS, allocations: [1n, 1n, 2n] },
      { ...THIRDS, totalAllocation: 4n },
      { ...THIRDS, distributionIncentive: 1 },
    ].map(hashSplitV2)
    expect(new Set(hashes).size).toBe(5)
  })

  it('[DI4] refuses numbers that do not fit the contract', () => {
    expect(() => encodeSplitV2({ ...THIRDS, totalAllocation: 2n ** 256n })).toThrow(refused('uint256.out-of-range'))
    expect(() => encodeSplitV2({ ...THIRDS, allocations: [-1n, 1n, 3n] })).toThrow(refused('uint256.out-of-range'))
    for (const distributionIncentive of [-1, 1.5, 65536]) {
      expect(() => encodeSplitV2({ ...THIRDS, distributionIncentive })).toThrow(refused('splits.bad-incentive'))
    }
  })

  it('[DI5] gives all of the amount to recipients, distributor and dust, and less than one unit each stays', () => {
    const allocations = fc.array(fc.bigInt(0n, 2n ** 100n), { minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(allocations, fc.bigInt(0n, 2n ** 140n), fc.integer({ min: 0, max: 65535 }), (parts, amount, incentive) => {
        const totalAllocation = parts.reduce((sum, part) => sum + part, 0n)
        fc.pre(totalAllocation > 0n)
        const split = { recipients: parts.map(() => ADA), allocations: parts, totalAllocation, distributionIncentive: incentive }
        const { distributorRewardBaseUnits, amountsBaseUnits, dustBaseUnits } = distributeSplitV2(split, amount)
        const paid = amountsBaseUnits.reduce((sum, each) => sum + each, 0n)
        expect(distributorRewardBaseUnits + paid + dustBaseUnits).toBe(amount)
        expect(dustBaseUnits).toBeLessThan(BigInt(parts.length))
        expect(dustBaseUnits).toBeGreaterThanOrEqual(0n)
      }),
    )
  })

  it('[DI6] knows what the contract does not take, and distributes nothing of it', () => {
    expect(isValidSplitV2(THIRDS)).toBe(true)
    const odd: SplitV2[] = [
      { ...THIRDS, totalAllocation: 2n },
      { ...THIRDS, recipients: [ADA, BO] },
    ]
    for (const split of odd) {
      expect(isValidSplitV2(split)).toBe(false)
      expect(() => distributeSplitV2(split, 1n)).toThrow(refused('splits.invalid'))
    }
    const nothing: SplitV2 = { ...THIRDS, allocations: [0n, 0n, 0n], totalAllocation: 0n }
    expect(() => distributeSplitV2(nothing, 1n)).toThrow(refused('splits.nothing-allocated'))
    const large: SplitV2 = { ...THIRDS, allocations: [2n, 0n, 0n], totalAllocation: 2n }
    expect(() => distributeSplitV2(large, 2n ** 255n)).toThrow(refused('splits.too-large'))
  })
})
