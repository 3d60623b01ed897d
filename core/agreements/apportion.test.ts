import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../fixtures/readFixture'
import { apportion } from './apportion'

interface VectorCase {
  id: string
  total: string
  weights: { key: string; weight: string }[]
  expected: { amounts?: Record<string, string>; leftover_units_assigned?: number; error?: string }
}
const vectors = readFixtureJson('vectors/reward_largest_remainder.json') as {
  cases: VectorCase[]
}

const weightsArbitrary = fc
  .uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 })
  .chain((keys) => fc.tuple(...keys.map((key) => fc.record({ key: fc.constant(key), weight: fc.bigInt(0n, 10n ** 20n) }))))
  .filter((weights) => weights.some(({ weight }) => weight > 0n))
const totalArbitrary = fc.bigInt(0n, 2n ** 256n - 1n)

describe('apportion', () => {
  for (const { id, total, weights, expected } of vectors.cases) {
    it(`[AP1] gives the amounts of vector ${id}`, () => {
      const run = () =>
        apportion(
          BigInt(total),
          weights.map(({ key, weight }) => ({ key, weight: BigInt(weight) })),
        )
      if (expected.error) {
        expect(run).toThrow(expect.objectContaining({ code: `apportion.${expected.error.replaceAll('_', '-')}` }))
        return
      }
      const { amounts, leftoverUnits } = run()
      expect(Object.fromEntries([...amounts].map(([key, amount]) => [key, amount.toString()]))).toEqual(expected.amounts)
      expect(leftoverUnits).toBe(expected.leftover_units_assigned)
    })
  }

  it('[AP2] hands out exactly the total, each share within one unit of its exact share', () => {
    fc.assert(
      fc.property(totalArbitrary, weightsArbitrary, (total, weights) => {
        const { amounts } = apportion(total, weights)
        const sum = weights.reduce((all, { weight }) => all + weight, 0n)
        let given = 0n
        for (const { key, weight } of weights) {
          const amount = amounts.get(key) ?? -1n
          given += amount
          const distance = amount * sum - total * weight
          expect(distance < sum && distance > -sum).toBe(true)
          if (weight === 0n) expect(amount).toBe(0n)
        }
        expect(given).toBe(total)
      }),
    )
  })

  it('[AP3] does not depend on the order of the weights', () => {
    fc.assert(
      fc.property(totalArbitrary, weightsArbitrary, (total, weights) => {
        const forward = apportion(total, weights).amounts
        const backward = apportion(total, [...weights].reverse()).amounts
        for (const { key } of weights) expect(backward.get(key)).toBe(forward.get(key))
      }),
    )
  })

  it('[AP4] breaks ties by UTF-8 bytes, where UTF-16 would decide otherwise', () => {
    const fullwidth = '\uff21'
    const emoji = '\u{1f4e1}'
    expect(emoji < fullwidth).toBe(true)
    const { amounts } = apportion(1n, [
      { key: emoji, weight: 1n },
      { key: fullwidth, weight: 1n },
    ])
    expect(amounts.get(fullwidth)).toBe(1n)
    expect(amounts.get(emoji)).toBe(0n)
  })

  it('[AP5] gives nothing to anyone when there is nothing to give', () => {
    expect(apportion(0n, [{ key: 'a', weight: 0n }])).toEqual({ amounts: new Map([['a', 0n]]), leftoverUnits: 0 })
  })

  it('[AP6] refuses negative totals and weights, and keys that stand twice', () => {
    const refused = (code: string) => expect.objectContaining({ code })
    expect(() => apportion(-1n, [{ key: 'a', weight: 1n }])).toThrow(refused('apportion.negative-total'))
    expect(() => apportion(1n, [{ key: 'a', weight: -1n }])).toThrow(refused('apportion.negative-weight'))
    const twice = [
      { key: 'a', weight: 1n },
      { key: 'a', weight: 1n },
    ]
    expect(() => apportion(1n, twice)).toThrow(refused('apportion.duplicate-key'))
  })
})
