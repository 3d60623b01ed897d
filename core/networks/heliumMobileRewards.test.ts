import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { add, compare, divide, floor, multiply, parseDecimal, type Rational, rational } from '../model/rational'
import { heliumDecimal, heliumDecimalText } from './heliumDecimal'
import { shareDataTransfer, splitMobileEmissions } from './heliumMobileRewards'
import { dataCreditsInBones, pricePerBone } from './heliumPrice'

const bones = fc.bigInt({ min: 0n, max: 10n ** 16n })
const pool = fc.tuple(bones, fc.bigInt({ min: 0n, max: 99n })).map(([whole, cents]) => rational(whole * 100n + cents, 100n))
const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n)

describe('Helium Mobile', () => {
  it('[HM1] loses digits beyond 28 decimals and 96 bits, which can decide a bone', () => {
    const third = heliumDecimal(rational(1n, 3n))
    expect(heliumDecimalText(third)).toBe(`0.${'3'.repeat(28)}`)
    expect(heliumDecimalText(heliumDecimal(rational(200n, 3n)))).toBe(`66.${'6'.repeat(26)}7`)
    // Three thirds of one bone are 0.999…, and nothing is paid; of ten bones they need a digit more, and are rounded to ten.
    expect(shareDataTransfer(rational(1n), [3n])).toEqual({ rewardsBones: [0n], unallocatedBones: 1n })
    expect(shareDataTransfer(rational(10n), [3n])).toEqual({ rewardsBones: [10n], unallocatedBones: 0n })
  })

  it('[HM2] gives service providers 24% of all emissions as far as issued, and data the rest', () => {
    fc.assert(
      fc.property(pool, pool, (total, issued) => {
        const { serviceProviderBones, dataTransferBones } = splitMobileEmissions(total, issued)
        expect(serviceProviderBones + dataTransferBones).toBe(floor(issued))
        expect(dataTransferBones).toBeGreaterThanOrEqual(0n)
        const whole = floor(multiply(total, rational(6n, 25n)))
        expect([whole, floor(issued)]).toContain(serviceProviderBones)
        expect(serviceProviderBones).toBeLessThanOrEqual(whole)
      }),
    )
    expect(() => splitMobileEmissions(rational(-1n), rational(1n))).toThrow(
      expect.objectContaining({ code: 'helium.out-of-range' }),
    )
  })

  it('[HM3] shares the pool by data credits, each share rounded down', () => {
    expect(shareDataTransfer(parseDecimal('100.9'), [1n])).toEqual({ rewardsBones: [100n], unallocatedBones: 0n })
    expect(shareDataTransfer(rational(1000n), [1n, 1n, 0n])).toEqual({ rewardsBones: [500n, 500n, 0n], unallocatedBones: 0n })
    expect(shareDataTransfer(rational(100n), [1n, 2n, 4n]).rewardsBones).toEqual([14n, 28n, 57n])
    expect(() => shareDataTransfer(rational(1n), [2n ** 64n])).toThrow(expect.objectContaining({ code: 'helium.out-of-range' }))
  })

  it('[HM4] accounts for the whole pool, and never gives less for more credits', () => {
    const credits = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(pool, credits, (amount, list) => {
        const { rewardsBones, unallocatedBones } = shareDataTransfer(amount, list)
        expect(sum(rewardsBones) + unallocatedBones).toBe(floor(amount))
        if (sum(list) > 0n) expect(unallocatedBones).toBeLessThanOrEqual(BigInt(list.length))
        const byCredits = list.map((each, at) => ({ each, reward: rewardsBones[at] ?? -1n }))
        for (const a of byCredits) {
          for (const b of byCredits) if (a.each <= b.each) expect(a.reward).toBeLessThanOrEqual(b.reward)
        }
      }),
    )
  })

  it('[HM5] leaves the whole pool where no credits were burned', () => {
    expect(shareDataTransfer(rational(7n), [0n, 0n])).toEqual({ rewardsBones: [0n, 0n], unallocatedBones: 7n })
    expect(shareDataTransfer(rational(7n), [])).toEqual({ rewardsBones: [], unallocatedBones: 7n })
  })

  it('[HM6] rounds data credits in bones up at the fifteenth decimal', () => {
    // Below 10^10 bones the 28 digits reach to the eighteenth decimal.
    const price = fc.bigInt({ min: 10n ** 6n, max: 10n ** 10n }).map((digits) => rational(digits, 10n ** 12n))
    const step = rational(1n, 10n ** 15n)
    const near = (value: Rational) => add(value, rational(1n, 10n ** 18n))
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 9n }), price, (credits, perBone) => {
        const got = dataCreditsInBones(rational(credits), perBone)
        expect(10n ** 15n % got.denominator).toBe(0n)
        const exact = divide(multiply(rational(credits), parseDecimal('0.00001')), perBone)
        expect(compare(got, near(add(exact, step)))).toBeLessThan(0)
        expect(compare(near(got), exact)).toBeGreaterThan(0)
      }),
    )
    expect(() => dataCreditsInBones(rational(1n), rational(0n))).toThrow(expect.objectContaining({ code: 'helium.no-price' }))
  })

  it('[HM7] divides the stated price twice by its decimals', () => {
    expect(heliumDecimalText(pricePerBone(359_000_000n, 8))).toBe('0.0000000359')
    expect(() => pricePerBone(1n, 20)).toThrow(expect.objectContaining({ code: 'helium.out-of-range' }))
  })
})
