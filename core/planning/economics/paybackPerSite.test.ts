import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PaybackRequest, paybackPerSite } from './paybackPerSite'
import { priceAfter, priceBands } from './priceBands'
import { endedRuleNote } from './rewardRules'
import { crowding, similarHotspots } from './similarHotspots'

const day = (index: number) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10)
const steady = Array.from({ length: 60 }, (_, index) => ({ date: day(index), price: index % 2 === 0 ? 2 : 2.02 }))
const token = { symbol: 'MAST', decimals: 18 }
const unit = 10n ** 18n

/** Nine lone hotspots far apart, earning 10 … 90 MAST in 30 days. */
const hotspots = Array.from({ length: 9 }, (_, index) => ({ id: `h${index}`, lat: 47 + index, lng: 8 }))
const request: PaybackRequest = {
  sites: [{ id: 's', lat: 47.5, lng: 9.5, cost: 500 }],
  hotspots,
  reachM: 1_000,
  history: {
    network: 'demo-mesh',
    token,
    periods: [{ id: 'e', days: 30.4375, lastDay: '2026-10-31' }],
    rewards: hotspots.map(({ id }, index) => ({ periodId: 'e', hotspotId: id, baseUnits: BigInt(10 * (index + 1)) * unit })),
  },
  prices: steady,
  currency: 'EUR',
}

describe('paybackPerSite', () => {
  it('gives three bands from similar hotspots, never one number, and says where they come from', () => {
    const { sites, missing, notes } = paybackPerSite(request)
    expect(missing).toEqual([])
    const [site] = sites
    expect(site?.bands.low.baseUnitsPerMonth).toBe(30n * unit)
    expect(site?.bands.typical.baseUnitsPerMonth).toBe(50n * unit)
    expect(site?.bands.high.baseUnitsPerMonth).toBe(70n * unit)
    // 50 MAST at 2.02 a month are 101 a month: five of them make 500.
    expect(site?.bands.typical.valuePerMonth).toBeCloseTo(101, 9)
    expect(site?.bands.typical.months).toBe(5)
    expect(site?.bands.low.months).toBeGreaterThan(5)
    expect(site?.bands.high.months).toBeLessThan(5)
    expect(site?.basis).toBe('From 9 hotspots with 0 others within 1 km: quartiles 30, 50 and 70 MAST a month.')
    expect(notes[0]).toMatch(/^Estimates in EUR: the price moved 1\.0% a day over 59 days up to 2026-03-01/)
  })

  it('keeps amounts exact beyond what a number holds', () => {
    const odd = 12_345_678_901_234_567_891n
    const rewards = hotspots.map(({ id }) => ({ periodId: 'e', hotspotId: id, baseUnits: odd }))
    const { sites } = paybackPerSite({ ...request, history: { ...request.history, rewards } })
    expect(sites[0]?.bands.typical.baseUnitsPerMonth).toBe((odd * 30_438n) / 30_438n)
  })

  it('says what is missing instead of guessing', () => {
    const bare = paybackPerSite({ ...request, prices: steady.slice(0, 5), history: { ...request.history, rewards: [] } })
    expect(bare.sites).toEqual([])
    expect(bare.missing).toEqual([expect.stringContaining('import a rewards file'), expect.stringContaining('date and price')])
    expect(paybackPerSite({ ...request, sites: [{ id: 's', lat: 1, lng: 1, cost: 0 }] }).missing).toEqual([
      expect.stringContaining('No site has a cost'),
    ])
  })

  it('gives no month where the cost is not earned within ten years', () => {
    const { sites } = paybackPerSite({ ...request, sites: [{ id: 's', lat: 1, lng: 1, cost: 1e9 }] })
    expect(sites[0]?.bands.high.months).toBeNull()
  })

  it('marks history from before a rule ended', () => {
    const old = { ...request.history, network: 'helium', periods: [{ id: 'e', days: 30, lastDay: '2025-06-30' }] }
    expect(paybackPerSite({ ...request, history: old }).notes.join(' ')).toContain('HIP-149')
    expect(endedRuleNote('helium', '2026-10-31')).toBeNull()
    expect(endedRuleNote('helium-iot', '2026-05-31')).toBeNull()
    expect(endedRuleNote('weatherxm', '2020-01-01')).toBeNull()
  })

  it('never pays back sooner in a worse band', () => {
    const price = fc.double({ min: 0.01, max: 50, noNaN: true })
    fc.assert(
      fc.property(fc.array(price, { minLength: 11, maxLength: 40 }), fc.integer({ min: 1, max: 5_000 }), (series, cost) => {
        const prices = series.map((each, index) => ({ date: day(index), price: each }))
        const bands = paybackPerSite({ ...request, prices, sites: [{ id: 's', lat: 1, lng: 1, cost }] }).sites[0]?.bands
        const months = [bands?.high.months, bands?.typical.months, bands?.low.months].map((each) => each ?? 1_000)
        expect([...months].sort((a, b) => a - b)).toEqual(months)
      }),
      { numRuns: 50 },
    )
  })
})

describe('price bands', () => {
  it('measures per day, however far the prices lie apart', () => {
    const daily = priceBands(steady)
    expect(daily?.dailyVolatility).toBeCloseTo(Math.log(1.01), 12)
    const weekly = priceBands(steady.map(({ price }, index) => ({ date: day(index * 4), price })))
    expect(weekly?.dailyVolatility).toBeCloseTo(Math.log(1.01) / 2, 12)
  })

  it('keeps the typical price and widens with the root of time', () => {
    const bands = priceBands(steady)
    if (!bands) throw new Error('sixty prices are enough')
    expect(priceAfter(bands, 365, 'typical')).toBe(bands.latest.price)
    const spread = (days: number) => Math.log(priceAfter(bands, days, 'high') / priceAfter(bands, days, 'low'))
    expect(spread(400) / spread(100)).toBeCloseTo(2, 9)
    // The standard normal exceeds 1.2816 one time in ten.
    expect(spread(1) / (2 * bands.dailyVolatility)).toBeCloseTo(1.2815515655, 8)
  })
})

describe('similar hotspots', () => {
  it('counts others within reach, and takes wider neighbours only where few are alike', () => {
    const close = [
      { lat: 47, lng: 8 },
      { lat: 47.001, lng: 8 },
      { lat: 48, lng: 8 },
    ]
    expect(crowding(close, close, 500)).toEqual([1, 1, 0])
    expect(crowding([{ lat: 47.0005, lng: 8 }], close, 500)).toEqual([2])
    const rows = Array.from({ length: 20 }, (_, index) => ({ hotspot: index, crowding: index < 10 ? 0 : index - 9 }))
    expect(similarHotspots(rows, 0)).toMatchObject({ from: 0, to: 0, hotspots: expect.objectContaining({ length: 10 }) })
    const few = similarHotspots(rows, 8)
    expect(few.hotspots.length).toBeGreaterThanOrEqual(6)
    expect([few.from, few.to]).toEqual([3, 13])
  })
})
