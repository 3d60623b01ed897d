import fc from 'fast-check'
import { cellToLatLng, greatCircleDistance, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { cellsInArea } from '../geo/cellsInArea'
import { type PlanSettings, planOutcomeSchema } from '../model/planStudy'
import type { Ring } from '../model/position'
import { planSiteSchema } from '../model/records'
import { plainSettings } from './plainSettings'
import type { PlanHotspot, PlanRequest } from './planRequest'
import { planSites } from './planSites'

const zurich: Ring = [
  [8.47, 47.33],
  [8.6, 47.33],
  [8.6, 47.43],
  [8.47, 47.43],
]
const settings: PlanSettings = { ...plainSettings(8), timeMs: 150 }
const request: PlanRequest = { area: zurich, resolution: 9, reachM: 1_500, settings, hotspots: [], profiles: [], demand: null }

const hotspotsAt = (places: { lat: number; lng: number }[]): PlanHotspot[] =>
  places.map((place, index) => ({ ...place, id: `h${index}`, name: `Hotspot ${index}` }))

/** Cells covered, by plain distance from every place to every cell. */
function coveredBy(places: readonly { lat: number; lng: number }[], area: Ring, resolution: number, reachM: number): Set<string> {
  const reaches = (cell: string) =>
    places.some(({ lat, lng }) => greatCircleDistance([lat, lng], cellToLatLng(cell), 'm') <= reachM)
  return new Set(cellsInArea(area, resolution).filter(reaches))
}

const wrap = (degrees: number) => ((((degrees + 180) % 360) + 360) % 360) - 180
const box = (lat: number, lng: number, half: number): Ring => [
  [wrap(lng - half), lat - half],
  [wrap(lng + half), lat - half],
  [wrap(lng + half), lat + half],
  [wrap(lng - half), lat + half],
]
const around = fc.double({ min: -0.1, max: 0.1, noNaN: true })
const anywhere = fc
  .record({
    lat: fc.double({ min: -75, max: 75, noNaN: true }),
    lng: fc.oneof(fc.double({ min: -180, max: 179.9, noNaN: true }), fc.constant(179.95)),
    half: fc.double({ min: 0.03, max: 0.09, noNaN: true }),
    reachM: fc.integer({ min: 700, max: 6_000 }),
    count: fc.integer({ min: 1, max: 6 }),
    offsets: fc.array(fc.tuple(around, around), { maxLength: 4 }),
  })
  .map(({ lat, lng, half, reachM, count, offsets }): PlanRequest => {
    const hotspots = hotspotsAt(offsets.map(([dLat, dLng]) => ({ lat: lat + dLat, lng: wrap(lng + dLng) })))
    return {
      ...request,
      area: box(lat, lng, half),
      resolution: 8,
      reachM,
      hotspots,
      settings: { ...plainSettings(count), timeMs: 40 },
    }
  })

describe('planSites with circles', () => {
  it('searches on from an earlier plan, keeps what it had found, and adds up the time of both', async () => {
    const first = await planSites({ ...request, settings: { ...settings, timeMs: 1 } })
    const study = { familyId: 'plan', scenario: 'A', settings, outcome: first.outcome }
    const next = await planSites({ ...request, settings: { ...settings, timeMs: 1 }, from: { sites: first.sites, study } })
    expect(next.outcome.value).toBeGreaterThanOrEqual(first.outcome.value)
    expect(next.outcome.elapsedMs).toBeGreaterThan(first.outcome.elapsedMs)
  })

  it('counts what it says: gains never rise and add up to the union, anywhere on the globe', async () => {
    await fc.assert(
      fc.asyncProperty(anywhere, async (asked) => {
        const planned = await planSites(asked)
        const before = coveredBy(asked.hotspots, asked.area, asked.resolution, asked.reachM)
        expect(planned.coveredBeforeCells).toBe(before.size)
        let previousGain = Number.POSITIVE_INFINITY
        for (const [index, site] of planned.sites.entries()) {
          const places = [...asked.hotspots, ...planned.sites.slice(0, index + 1)]
          const union = coveredBy(places, asked.area, asked.resolution, asked.reachM)
          expect(before.size + site.cumulativeCells).toBe(union.size)
          expect(site.gainCells).toBeLessThanOrEqual(previousGain)
          expect(site.gainCells).toBeGreaterThan(0)
          expect(site.order).toBe(index + 1)
          const others = [...asked.hotspots, ...planned.sites.filter((other) => other !== site)]
          const all = coveredBy([...asked.hotspots, ...planned.sites], asked.area, asked.resolution, asked.reachM)
          expect(site.study?.onlyWeight).toBe(all.size - coveredBy(others, asked.area, asked.resolution, asked.reachM).size)
          previousGain = site.gainCells
        }
        expect(planned.outcome.value).toBe(planned.sites.at(-1)?.cumulativeCells ?? 0)
        expect(planned.outcome.upperBound).toBeGreaterThanOrEqual(planned.outcome.value)
        expect(planned.outcome.proved).toBe(planned.outcome.upperBound === planned.outcome.value)
        expect(new Set(planned.sites.map((site) => site.h3)).size).toBe(planned.sites.length)
        expect(planned.stoppedBecause === null).toBe(planned.sites.length === asked.settings.limit.count)
      }),
      { numRuns: 14 },
    )
  })

  it('takes the best single place and names what another could do', async () => {
    const planned = await planSites({ ...request, resolution: 8, settings: plainSettings(1) })
    const gains = cellsInArea(zurich, 8).map((cell) => {
      const [lat, lng] = cellToLatLng(cell)
      return coveredBy([{ lat, lng }], zurich, 8, 1_500).size
    })
    gains.sort((a, b) => b - a)
    const [best = 0, second = 0] = gains
    expect(planned.candidateCount).toBe(gains.length)
    expect(planned.outcome).toMatchObject({ value: best, upperBound: best, proved: true })
    const other =
      second === best ? ', but another place would do as well.' : `; the best other place would win back ${second} cells.`
    expect(planned.sites[0]?.why).toBe(
      `Covers ${best} cells that no hotspot reaches yet, ${((best / planned.areaCells) * 100).toFixed(1)}% of the area. Without it, all of that would be lost${other}`,
    )
  })

  it('gives the same sites again, and wherever the ring begins', async () => {
    const small = { ...request, resolution: 8, settings: plainSettings(3) }
    const first = await planSites(small)
    const turned: Ring = [...zurich.slice(1), ...zurich.slice(0, 1)]
    expect((await planSites(small)).sites).toEqual(first.sites)
    expect((await planSites({ ...small, area: turned })).sites).toEqual(first.sites)
  })

  it('gives sites and an outcome that fit the plan record', async () => {
    const { sites, outcome } = await planSites(request)
    expect(sites).toHaveLength(8)
    for (const site of sites) {
      expect(planSiteSchema.parse(site)).toEqual(site)
      expect(site.h3).toBe(latLngToCell(site.lat, site.lng, 12))
    }
    expect(planOutcomeSchema.parse(outcome)).toEqual(outcome)
  })

  it('stops when everything is covered, and says so', async () => {
    const { sites, areaCells, stoppedBecause } = await planSites({ ...request, reachM: 30_000, settings: plainSettings(5) })
    expect(sites).toHaveLength(1)
    expect(sites[0]?.cumulativeCells).toBe(areaCells)
    expect(sites[0]?.why).toContain('100% of the area')
    expect(stoppedBecause).toBe('Stopped after 1 of 5 sites: everything in the area is covered.')
  })

  it('adds nothing where hotspots reach every cell', async () => {
    const planned = await planSites({ ...request, hotspots: hotspotsAt([{ lat: 47.38, lng: 8.535 }]), reachM: 30_000 })
    expect(planned).toMatchObject({ sites: [], coveredBeforeCells: planned.areaCells })
    expect(planned.stoppedBecause).toContain('Stopped after 0 of 8 sites')
  })

  it('does not count the fleet when it is told so', async () => {
    const hotspots = hotspotsAt([{ lat: 47.38, lng: 8.535 }])
    const planned = await planSites({ ...request, hotspots, reachM: 30_000, settings: { ...settings, countExisting: false } })
    expect(planned).toMatchObject({ coveredBeforeCells: 0, outcome: { value: planned.areaCells } })
  })

  it('thins the candidates of a large area instead of taking minutes', async () => {
    const switzerland: Ring = [
      [6, 46],
      [10, 46],
      [10, 47.5],
      [6, 47.5],
    ]
    const large = {
      ...request,
      area: switzerland,
      resolution: 7,
      reachM: 12_000,
      settings: { ...settings, limit: { ...settings.limit, count: 60 } },
    }
    const planned = await planSites(large)
    expect(planned.areaCells).toBeGreaterThan(8_000)
    expect(planned.candidateCount).toBeLessThan(20_000)
    expect(planned.sites).toHaveLength(60)
  })

  it('plans short reaches in small areas', async () => {
    const block: Ring = [
      [8.54, 47.37],
      [8.541, 47.37],
      [8.541, 47.371],
      [8.54, 47.371],
    ]
    const planned = await planSites({
      ...request,
      area: block,
      resolution: 13,
      reachM: 20,
      settings: { ...plainSettings(3), timeMs: 100 },
    })
    expect(planned.sites[0]?.gainCells).toBe(coveredBy(planned.sites.slice(0, 1), block, 13, 20).size)
  })

  it('plans on and around a pentagon', async () => {
    const [lat, lng] = cellToLatLng('8808000001fffff')
    const planned = await planSites({
      ...request,
      area: box(lat, lng, 0.05),
      resolution: 8,
      settings: { ...plainSettings(2), timeMs: 100 },
    })
    const union = coveredBy(planned.sites, box(lat, lng, 0.05), 8, 1_500)
    expect(planned.outcome.value).toBe(union.size)
    expect(union.size).toBeGreaterThan(0)
  })

  it.each<[string, Partial<PlanRequest>, string]>([
    ['no site', { settings: plainSettings(0) }, 'plan.count'],
    ['half a site', { settings: plainSettings(1.5) }, 'plan.count'],
    ['a reach below one cell', { reachM: 100 }, 'plan.reach-too-short'],
    ['a reach that is no number', { reachM: Number.NaN }, 'plan.reach-too-short'],
    ['a reach across countries', { reachM: 500_000 }, 'plan.reach-too-long'],
    ['neither count nor budget', { settings: { ...settings, limit: { count: null, budget: null, currency: '' } } }, 'plan.limit'],
    ['a spacing below zero', { settings: { ...settings, spacingM: -1 } }, 'plan.spacing'],
    [
      'an area without a centre',
      {
        area: [
          [8.5, 47.4],
          [8.5001, 47.4],
          [8.5, 47.4001],
        ],
        resolution: 5,
        reachM: 20_000,
      },
      'plan.no-candidates',
    ],
    ['a hotspot off the globe', { hotspots: hotspotsAt([{ lat: 95, lng: 0 }]) }, 'plan.hotspot-position'],
  ])('refuses %s', async (_, change, code) => {
    await expect(planSites({ ...request, ...change })).rejects.toMatchObject({ code })
  })

  it('stops when it is cancelled while it reports', async () => {
    const signal = { aborted: false, addEventListener: () => {}, removeEventListener: () => {} }
    const phases: string[] = []
    const onProgress = async ({ phase }: { phase: string }) => {
      phases.push(phase)
      signal.aborted = phases.length === 2
    }
    await expect(planSites(request, { signal, onProgress })).rejects.toMatchObject({ code: 'plan.cancelled' })
    expect(phases).toEqual(['reach', 'reach'])
  })
})
