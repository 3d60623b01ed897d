/**
 * Base rewards of a WeatherXM day under reward mechanism 2.0 (WeatherXM/docs, docs/rewards/reward-mechanism.mdx), as fractions,
 * since the published rule rounds nowhere. SPEC.md, rules [WX1] to [WX5]. Amounts in WXM.
 */
import { Problem } from '../model/problem'
import { add, compare, divide, multiply, type Rational, rational, ZERO } from '../model/rational'

export interface WeatherStation {
  id: string
  /** H3 cell at resolution 7. */
  cell: string
  hardwareClass: string
  hasWallet: boolean
  dataQuality: Rational
  proofOfLocation: Rational
  rewardScore: Rational
  /** When it was claimed; the earlier comes first among equal scores. */
  claimed: Rational
}

export interface WeatherxmDay {
  stations: readonly WeatherStation[]
  /** Stations that are rewarded, by cell. */
  capacity: ReadonlyMap<string, number>
  dailyEmission: Rational
  /** By hardware class. */
  weights: ReadonlyMap<string, Rational>
  dataQualityThreshold: Rational
  proofOfLocationThreshold: Rational
}

type WithoutReward = 'NO_WALLET' | 'DATA_QUALITY_THRESHOLD' | 'POL_THRESHOLD' | 'MAX_CAPACITY_REACHED'

export interface BaseReward {
  baseReward: Rational
  /** Why it gets nothing; null where it is rewarded. */
  reason: WithoutReward | null
}

/**
 * What each station gets, by id, in the order given.
 * @throws Problem `weatherxm.duplicate-station`, `weatherxm.out-of-range`, `weatherxm.unknown-class`, `weatherxm.unknown-cell` or
 * `weatherxm.no-weights`
 */
export function weatherxmBaseRewards(day: WeatherxmDay): Map<string, BaseReward> {
  checkDay(day)
  const reasons = new Map(day.stations.map((station) => [station.id, withoutReward(station, day)]))
  const counted = day.stations.filter(({ id }) => reasons.get(id) === null)
  // The published pseudocode counts a station in its class before the cell's capacity is looked at.
  const weightSum = counted.reduce((sum, station) => add(sum, weightOf(station, day)), ZERO)
  for (const { id } of beyondCapacity(counted, day)) reasons.set(id, 'MAX_CAPACITY_REACHED')

  return new Map(
    day.stations.map((station): [string, BaseReward] => {
      const reason = reasons.get(station.id) ?? null
      if (reason !== null) return [station.id, { baseReward: ZERO, reason }]
      if (weightSum.numerator === 0n) {
        throw new Problem(
          'weatherxm.no-weights',
          'All rewarded classes weigh 0, so that nothing can be divided: correct the weights.',
        )
      }
      const most = divide(multiply(day.dailyEmission, weightOf(station, day)), weightSum)
      return [station.id, { baseReward: multiply(station.rewardScore, most), reason: null }]
    }),
  )
}

function withoutReward({ hasWallet, dataQuality, proofOfLocation }: WeatherStation, day: WeatherxmDay): WithoutReward | null {
  if (!hasWallet) return 'NO_WALLET'
  if (compare(dataQuality, day.dataQualityThreshold) < 0) return 'DATA_QUALITY_THRESHOLD'
  if (compare(proofOfLocation, day.proofOfLocationThreshold) < 0) return 'POL_THRESHOLD'
  return null
}

function beyondCapacity(counted: readonly WeatherStation[], { capacity }: WeatherxmDay): WeatherStation[] {
  const byCell = new Map<string, WeatherStation[]>()
  for (const station of counted) byCell.set(station.cell, [...(byCell.get(station.cell) ?? []), station])
  return [...byCell].flatMap(([cell, stations]) => {
    const places = capacity.get(cell)
    if (places === undefined) {
      throw new Problem('weatherxm.unknown-cell', `The capacity of cell "${cell}" is missing: give it.`)
    }
    return stations.toSorted(byRank).slice(places)
  })
}

function byRank(a: WeatherStation, b: WeatherStation): number {
  return compare(b.rewardScore, a.rewardScore) || compare(a.claimed, b.claimed)
}

function weightOf({ id, hardwareClass }: WeatherStation, { weights }: WeatherxmDay): Rational {
  const weight = weights.get(hardwareClass)
  if (weight !== undefined) return weight
  throw new Problem('weatherxm.unknown-class', `Station "${id}" is of class "${hardwareClass}", which has no weight: give one.`)
}

function checkDay({ stations, capacity, dailyEmission, weights }: WeatherxmDay): void {
  const seen = new Set<string>()
  for (const { id, rewardScore, dataQuality, proofOfLocation } of stations) {
    if (seen.has(id)) throw new Problem('weatherxm.duplicate-station', `Station "${id}" stands twice: leave one out.`)
    seen.add(id)
    for (const [what, value] of Object.entries({ rewardScore, dataQuality, proofOfLocation })) {
      if (value.numerator < 0n || compare(value, ONE) > 0) throw outOfRange(`${what} of station "${id}"`, 'from 0 to 1')
    }
  }
  for (const [name, weight] of weights) if (weight.numerator < 0n) throw outOfRange(`weight of class "${name}"`, '0 or more')
  for (const [cell, places] of capacity) {
    if (!Number.isSafeInteger(places) || places < 0) throw outOfRange(`capacity of cell "${cell}"`, 'a whole number, 0 or more')
  }
  if (dailyEmission.numerator < 0n) throw outOfRange('daily emission', '0 or more')
}

const ONE = rational(1n)

function outOfRange(what: string, range: string): Problem {
  return new Problem('weatherxm.out-of-range', `The ${what} must be ${range}: correct it.`)
}
