/**
 * Apportionment with bounds: nobody above a cap, nobody below a floor as far as there is enough, and all others in the
 * proportions of their weights. SPEC.md, rules [TE6] and [TE7]. Base units.
 */
import { compareBigints, largerOf, smallerOf } from '../model/money'
import { type Apportionment, apportion, type Weight } from './apportion'

export interface BoundedWeight extends Weight {
  cap?: bigint | undefined
  floor?: bigint | undefined
}

/** Base units for one unit of weight, as a fraction. */
interface Rate {
  units: bigint
  weight: bigint
}

/**
 * Everybody gets the same rate of base units for their weight, held between their floor and their cap.
 * @returns amounts that add up to `total`; to less where all have a cap, and to the floors' proportions where `total` is
 * not enough for them.
 * @throws those of `apportion`
 */
export function apportionBounded(total: bigint, weights: readonly BoundedWeight[]): Apportionment {
  if (weights.every(({ cap, floor }) => cap === undefined && floor === undefined)) return apportion(total, weights)
  const floors = weights.reduce((sum, { floor = 0n }) => sum + floor, 0n)
  if (floors >= total) {
    return apportion(
      total,
      weights.map(({ key, floor = 0n }) => ({ key, weight: floor })),
    )
  }
  const rate = highestRate(total, weights)
  const isOpen = ({ weight, cap, floor = 0n }: BoundedWeight) =>
    weight > 0n &&
    compareRates({ units: floor, weight }, rate) <= 0 &&
    (cap === undefined || compareRates({ units: cap, weight }, rate) > 0)
  const open = weights.filter(isOpen)
  const closed = new Map(weights.filter((each) => !isOpen(each)).map((each) => [each.key, atRate(each, rate)]))
  const left = [...closed.values()].reduce((sum, amount) => sum - amount, total)
  const shared = apportion(
    open.length > 0 ? left : 0n,
    open.map(({ key, weight }) => ({ key, weight })),
  )
  const amounts = new Map(weights.map(({ key }) => [key, closed.get(key) ?? shared.amounts.get(key) ?? 0n]))
  return { amounts, leftoverUnits: shared.leftoverUnits }
}

/** The highest of the rates at which somebody comes to a bound that does not give more than `total`. */
function highestRate(total: bigint, weights: readonly BoundedWeight[]): Rate {
  const rates = weights.flatMap(({ weight, cap, floor = 0n }): Rate[] => {
    if (weight === 0n) return []
    return [{ units: floor, weight }, ...(cap === undefined ? [] : [{ units: cap, weight }])]
  })
  rates.sort(compareRates)
  let best: Rate = { units: 0n, weight: 1n }
  for (const rate of rates) {
    if (givenAt(rate, weights) > total * rate.weight) break
    best = rate
  }
  return best
}

/** What all get at a rate, times the rate's weight so that it is whole. */
function givenAt(rate: Rate, weights: readonly BoundedWeight[]): bigint {
  return weights.reduce((sum, { weight, cap, floor = 0n }) => {
    const wanted = rate.units * weight
    const raised = largerOf(wanted, floor * rate.weight)
    return sum + (cap === undefined ? raised : smallerOf(raised, cap * rate.weight))
  }, 0n)
}

/** What somebody at a bound gets: the bound. */
function atRate({ weight, cap, floor = 0n }: BoundedWeight, rate: Rate): bigint {
  const isAtCap = cap !== undefined && weight > 0n && compareRates({ units: cap, weight }, rate) <= 0
  return isAtCap ? cap : floor
}

function compareRates(one: Rate, other: Rate): number {
  return compareBigints(one.units * other.weight, other.units * one.weight)
}
