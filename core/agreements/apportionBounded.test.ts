import fc from 'fast-check'
import { expect, it } from 'vitest'
import { apportion } from './apportion'
import { apportionBounded, type BoundedWeight } from './apportionBounded'
import { evaluate, givenText } from './exampleTerms'

const weights: fc.Arbitrary<BoundedWeight[]> = fc
  .array(
    fc.record({
      weight: fc.bigInt(1n, 1000n),
      floor: fc.option(fc.bigInt(0n, 500n), { nil: undefined }),
      room: fc.option(fc.bigInt(0n, 2000n), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((all) =>
    all.map(({ weight, floor, room }, at) => ({
      ...{ key: `m${at}`, weight, floor },
      // The last has no cap, so that everything finds somebody.
      cap: room === undefined || at === all.length - 1 ? undefined : (floor ?? 0n) + room,
    })),
  )
const total = fc.oneof(fc.bigInt(0n, 100n), fc.bigInt(0n, 10_000n), fc.bigInt(0n, 10n ** 20n))

it('[TE6] [TE7] nobody is above a cap or below a floor, all add up, and those without a bound in reach keep their proportions', () => {
  fc.assert(
    fc.property(total, weights, (amount, all) => {
      const { amounts } = apportionBounded(amount, all)
      const of = (key: string) => amounts.get(key) ?? -1n
      expect(all.reduce((sum, { key }) => sum + of(key), 0n)).toBe(amount)
      const floors = all.reduce((sum, { floor = 0n }) => sum + floor, 0n)
      for (const { key, cap, floor = 0n } of all) {
        if (cap !== undefined) expect(of(key) <= cap).toBe(true)
        if (floors <= amount) expect(of(key) >= floor).toBe(true)
        else expect(of(key) <= floor).toBe(true)
      }
      if (floors > amount) return
      const free = all.filter(({ key, cap, floor = 0n }) => of(key) > floor && (cap === undefined || of(key) < cap))
      for (const one of free) {
        for (const other of free) {
          // Each is less than a unit away from one rate for all, so two differ by less than a unit of each.
          const distance = of(one.key) * other.weight - of(other.key) * one.weight
          expect(distance < one.weight + other.weight && -distance < one.weight + other.weight).toBe(true)
        }
      }
    }),
    { numRuns: 500 },
  )
})

it('[TE6] without bounds it is the plain rule, and the order changes nothing', () => {
  fc.assert(
    fc.property(total, weights, (amount, all) => {
      const plain = all.map(({ key, weight }) => ({ key, weight }))
      expect(apportionBounded(amount, plain).amounts).toEqual(apportion(amount, plain).amounts)
      const turned = apportionBounded(amount, [...all].reverse()).amounts
      expect(Object.fromEntries(turned)).toEqual(Object.fromEntries(apportionBounded(amount, all).amounts))
    }),
  )
})

it('[TE7] where there is not enough for all floors, they are the proportions', () => {
  const { amounts } = apportionBounded(30n, [
    { key: 'a', weight: 9n, floor: 10n },
    { key: 'b', weight: 1n, floor: 50n },
    { key: 'c', weight: 90n },
  ])
  expect(Object.fromEntries(amounts)).toEqual({ a: 5n, b: 25n, c: 0n })
})

it('a floor above its cap is refused', () => {
  const share = { memberId: 'ada', percent: '50', floor: { baseUnits: '10' }, cap: { baseUnits: '5' } }
  const run = () =>
    givenText(evaluate(100n, [{ id: 'p', kind: 'remainder', shares: [share, { memberId: 'bo', percent: '50' }] }]))
  expect(run).toThrow(expect.objectContaining({ code: 'agreement.floor-above-cap' }))
})
