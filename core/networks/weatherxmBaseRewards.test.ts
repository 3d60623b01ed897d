import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { add, compare, parseDecimal, rational, ZERO } from '../model/rational'
import { type WeatherStation, type WeatherxmDay, weatherxmBaseRewards } from './weatherxmBaseRewards'

function station(id: string, rest: Partial<WeatherStation> = {}): WeatherStation {
  return {
    id,
    cell: 'cell-1',
    hardwareClass: 'M5',
    hasWallet: true,
    dataQuality: rational(1n),
    proofOfLocation: rational(1n),
    rewardScore: rational(1n),
    claimed: rational(1n),
    ...rest,
  }
}

function day(stations: readonly WeatherStation[], rest: Partial<WeatherxmDay> = {}): WeatherxmDay {
  return {
    stations,
    capacity: new Map([
      ['cell-1', 2],
      ['cell-2', 1],
    ]),
    dailyEmission: rational(14_246n),
    weights: new Map([
      ['M5', parseDecimal('1.1')],
      ['Helium', parseDecimal('0.9')],
    ]),
    dataQualityThreshold: parseDecimal('0.2'),
    proofOfLocationThreshold: parseDecimal('0.5'),
    ...rest,
  }
}

const hundredths = fc.integer({ min: 0, max: 100 }).map((value) => rational(BigInt(value), 100n))
const anyStation = fc.record({
  cell: fc.constantFrom('cell-1', 'cell-2'),
  hardwareClass: fc.constantFrom('M5', 'Helium'),
  hasWallet: fc.boolean(),
  dataQuality: hundredths,
  proofOfLocation: hundredths,
  rewardScore: hundredths,
  claimed: fc.integer({ min: 0, max: 3 }).map((value) => rational(BigInt(value))),
})
const stations = fc.array(anyStation, { maxLength: 15 }).map((list) => list.map((each, at) => station(`s${at}`, each)))

describe('WeatherXM base rewards', () => {
  it('[WX1] gives the first reason for which a station gets nothing, and rewards one at its threshold', () => {
    const poor = { dataQuality: parseDecimal('0.19'), proofOfLocation: rational(0n) }
    const rewards = weatherxmBaseRewards(
      day([
        station('a', { ...poor, hasWallet: false }),
        station('b', poor),
        station('c', { proofOfLocation: parseDecimal('0.4999') }),
        station('d', { dataQuality: parseDecimal('0.2'), proofOfLocation: parseDecimal('0.5') }),
      ]),
    )
    expect([...rewards.values()].map(({ reason }) => reason)).toEqual([
      'NO_WALLET',
      'DATA_QUALITY_THRESHOLD',
      'POL_THRESHOLD',
      null,
    ])
    expect(rewards.get('d')?.baseReward).toEqual(rational(14_246n))
  })

  it('[WX2] counts those beyond the capacity in their class', () => {
    const rewards = weatherxmBaseRewards(day(['a', 'b', 'c'].map((id) => station(id, { cell: 'cell-2' }))))
    expect(rewards.get('a')?.baseReward).toEqual(rational(14_246n, 3n))
  })

  it('[WX3] rewards the highest scores of a cell, then the earlier claim, then the one that stands first', () => {
    const reasons = (list: WeatherStation[]) => [...weatherxmBaseRewards(day(list)).values()].map(({ reason }) => reason === null)
    expect(reasons([station('a', { rewardScore: rational(1n, 2n) }), station('b'), station('c')])).toEqual([false, true, true])
    expect(reasons([station('a', { claimed: rational(2n) }), station('b'), station('c')])).toEqual([false, true, true])
    expect(reasons([station('a'), station('b'), station('c')])).toEqual([true, true, false])
    fc.assert(
      fc.property(stations, (list) => {
        const rewards = weatherxmBaseRewards(day(list))
        for (const [cell, most] of day(list).capacity) {
          const here = list.filter((each) => each.cell === cell)
          const rewarded = here.filter(({ id }) => rewards.get(id)?.reason === null)
          const cut = here.filter(({ id }) => rewards.get(id)?.reason === 'MAX_CAPACITY_REACHED')
          expect(rewarded.length).toBeLessThanOrEqual(most)
          if (cut.length > 0) expect(rewarded.length).toBe(most)
          for (const a of cut) for (const b of rewarded) expect(compare(a.rewardScore, b.rewardScore)).toBeLessThanOrEqual(0)
        }
      }),
    )
  })

  it('[WX4] gives no more than the emission, and all of it where every score is 1 and no cell is full', () => {
    fc.assert(
      fc.property(stations, (list) => {
        const total = [...weatherxmBaseRewards(day(list)).values()].reduce((sum, { baseReward }) => add(sum, baseReward), ZERO)
        expect(compare(total, rational(14_246n))).toBeLessThanOrEqual(0)
        const best = list.map((each) => ({ ...each, rewardScore: rational(1n) }))
        const capacity = new Map(list.map(({ cell }) => [cell, list.length]))
        const rewards = [...weatherxmBaseRewards(day(best, { capacity })).values()]
        const all = rewards.reduce((sum, { baseReward }) => add(sum, baseReward), ZERO)
        expect(all).toEqual(rewards.some(({ reason }) => reason === null) ? rational(14_246n) : ZERO)
      }),
    )
  })

  it('[WX5] refuses what would decide and is not there, or is out of its range', () => {
    const refused = (code: string) => expect.objectContaining({ code: `weatherxm.${code}` })
    expect(() => weatherxmBaseRewards(day([station('a'), station('a')]))).toThrow(refused('duplicate-station'))
    expect(() => weatherxmBaseRewards(day([station('a', { rewardScore: rational(2n) })]))).toThrow(refused('out-of-range'))
    expect(() => weatherxmBaseRewards(day([station('a', { hardwareClass: 'X' })]))).toThrow(refused('unknown-class'))
    expect(() => weatherxmBaseRewards(day([station('a', { cell: 'x' })]))).toThrow(refused('unknown-cell'))
    expect(() => weatherxmBaseRewards(day([station('a')], { capacity: new Map([['cell-1', 1.5]]) }))).toThrow(
      refused('out-of-range'),
    )
    expect(() => weatherxmBaseRewards(day([station('a')], { weights: new Map([['M5', ZERO]]) }))).toThrow(refused('no-weights'))
    const withoutWallet = day([station('a', { hasWallet: false, hardwareClass: 'X', cell: 'x' })])
    expect(weatherxmBaseRewards(withoutWallet).get('a')).toEqual({ baseReward: ZERO, reason: 'NO_WALLET' })
  })
})
