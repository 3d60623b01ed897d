import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDecimal, rational } from '../model/rational'
import { type ReserveTerms, runReserve, type ValuedPeriod } from './stabilityReserve'

const units = { tokenDecimals: 2, currencyDecimals: 2 }
const terms: ReserveTerms = { share: parseDecimal('0.5'), band: parseDecimal('0.1'), window: 2 }

/** Two members who earn 10 and 30 tokens. */
const period = (price: string): ValuedPeriod => ({
  amounts: new Map([
    ['a', 1000n],
    ['b', 3000n],
  ]),
  price: parseDecimal(price),
})

const anyPeriod = fc.record({
  amounts: fc
    .dictionary(fc.constantFrom('a', 'b', 'c'), fc.bigInt({ min: 0n, max: 10n ** 9n }))
    .map((amounts) => new Map(Object.entries(amounts))),
  price: fc.bigInt({ min: 1n, max: 10n ** 6n }).map((digits) => rational(digits, 1000n)),
})
const anyTerms = fc.record({
  share: fc.bigInt({ min: 0n, max: 100n }).map((percent) => rational(percent, 100n)),
  band: fc.bigInt({ min: 0n, max: 100n }).map((percent) => rational(percent, 100n)),
  window: fc.integer({ min: 1, max: 4 }),
})
const sum = (values: Iterable<bigint>) => [...values].reduce((total, value) => total + value, 0n)

describe('stability reserve', () => {
  it('[VO9] does nothing before its window is full, nor within the band', () => {
    const steps = runReserve(['1', '9', '5.5', '7.975'].map(period), terms, units)
    expect(steps.map(({ intoReserve, outOfReserve }) => [intoReserve, outOfReserve])).toEqual([
      [0n, 0n],
      [0n, 0n],
      [0n, 0n],
      [0n, 0n],
    ])
    // Per member 20 tokens: the average of 1 and 9 is 100.00.
    expect(steps.map(({ average }) => average)).toEqual([null, null, rational(10_000n), rational(14_500n)])
  })

  it('[VO10] takes the share of what is above the band, in tokens at the price, rounded down', () => {
    const [, , step] = runReserve(['1', '1', '2'].map(period), terms, units)
    // 40 tokens are worth 80; 44 are within the band; half of 36 is 18, which is 9 tokens.
    expect(step).toMatchObject({ intoReserve: 900n, reserveAfter: 900n })
    expect(step?.amounts).toEqual(
      new Map([
        ['a', 775n],
        ['b', 2325n],
      ]),
    )
    const [, , rounded] = runReserve(['1', '1', '3'].map(period), terms, units)
    // Half of 76 is 38, at a price of 3 12.666… tokens.
    expect(rounded?.intoReserve).toBe(1266n)
  })

  it('[VO11] pays the share of what lacks to the band, as far as it has it', () => {
    const steps = runReserve(['1', '1', '2', '1', '1', '0.5'].map(period), terms, units)
    // After 1 and 2 the average is 1.5: 54 less 40 lacks, half of it is 7 tokens; then 2 of the 7 are left.
    expect(steps.map(({ outOfReserve }) => outOfReserve)).toEqual([0n, 0n, 0n, 700n, 200n, 0n])
    expect(steps.map(({ reserveAfter }) => reserveAfter)).toEqual([0n, 0n, 900n, 200n, 0n, 0n])
  })

  it('[VO12] never loses or makes a base unit, and neither side falls below zero', () => {
    fc.assert(
      fc.property(fc.array(anyPeriod, { maxLength: 12 }), anyTerms, (periods, drawn) => {
        const steps = runReserve(periods, drawn, units)
        let held = 0n
        for (const [at, { amounts, intoReserve, outOfReserve, reserveAfter }] of steps.entries()) {
          const earned = periods[at]?.amounts ?? new Map<string, bigint>()
          expect(sum(amounts.values()) + intoReserve).toBe(sum(earned.values()) + outOfReserve)
          expect(reserveAfter).toBe(held + intoReserve - outOfReserve)
          expect(reserveAfter).toBeGreaterThanOrEqual(0n)
          for (const amount of amounts.values()) expect(amount).toBeGreaterThanOrEqual(0n)
          expect([...amounts.keys()]).toEqual([...earned.keys()])
          expect(intoReserve === 0n || outOfReserve === 0n).toBe(true)
          held = reserveAfter
        }
      }),
    )
    const nothing = {
      amounts: new Map([
        ['a', 0n],
        ['b', 0n],
      ]),
      price: rational(1n),
    }
    const last = runReserve([...['1', '1', '2'].map(period), nothing], terms, units).at(-1)
    expect(last?.amounts).toEqual(
      new Map([
        ['a', 450n],
        ['b', 450n],
      ]),
    )
  })

  it('[VO13] changes nothing without a reserve, or with a share of nothing', () => {
    fc.assert(
      fc.property(fc.array(anyPeriod, { maxLength: 12 }), anyTerms, (periods, drawn) => {
        for (const none of [null, { ...drawn, share: rational(0n) }]) {
          const steps = runReserve(periods, none, units)
          expect(steps.map(({ amounts }) => amounts)).toEqual(periods.map(({ amounts }) => amounts))
          expect(steps.every(({ reserveAfter }) => reserveAfter === 0n)).toBe(true)
        }
      }),
    )
    const bad = [{ share: rational(2n) }, { band: rational(-1n) }, { window: 0 }, { window: 1.5 }]
    for (const change of bad) {
      expect(() => runReserve([], { ...terms, ...change }, units)).toThrow(expect.objectContaining({ code: 'reserve.bad-terms' }))
    }
  })
})
