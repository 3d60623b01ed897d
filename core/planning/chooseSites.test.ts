import fc from 'fast-check'
import { cellToLatLng, greatCircleDistance, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import type { Ring } from '../model/position'
import { planSiteSchema } from '../model/records'
import { cellsInArea } from './cellsInArea'
import { chooseSites, type SiteRequest } from './chooseSites'

const zurich: Ring = [
  [8.47, 47.33],
  [8.6, 47.33],
  [8.6, 47.43],
  [8.47, 47.43],
]
const request: SiteRequest = { area: zurich, resolution: 9, reachM: 1_500, count: 8, existing: [] }

/** Cells covered, by plain distance from every place to every cell. */
function coveredBy(places: { lat: number; lng: number }[], area: Ring, resolution: number, reachM: number): Set<string> {
  const reaches = (cell: string) =>
    places.some(({ lat, lng }) => greatCircleDistance([lat, lng], cellToLatLng(cell), 'm') <= reachM)
  return new Set(cellsInArea(area, resolution).filter(reaches))
}

const anywhere = fc.record({
  lat: fc.double({ min: -75, max: 75, noNaN: true }),
  lng: fc.oneof(fc.double({ min: -180, max: 179.9, noNaN: true }), fc.constant(179.95)),
  half: fc.double({ min: 0.03, max: 0.09, noNaN: true }),
  reachM: fc.integer({ min: 700, max: 6_000 }),
  count: fc.integer({ min: 1, max: 6 }),
  offsets: fc.array(fc.tuple(fc.double({ min: -0.1, max: 0.1, noNaN: true }), fc.double({ min: -0.1, max: 0.1, noNaN: true })), {
    maxLength: 4,
  }),
})

function requestOf({
  lat,
  lng,
  half,
  reachM,
  count,
  offsets,
}: typeof anywhere extends fc.Arbitrary<infer T> ? T : never): SiteRequest {
  const wrap = (degrees: number) => ((((degrees + 180) % 360) + 360) % 360) - 180
  const area: Ring = [
    [wrap(lng - half), lat - half],
    [wrap(lng + half), lat - half],
    [wrap(lng + half), lat + half],
    [wrap(lng - half), lat + half],
  ]
  const existing = offsets.map(([dLat, dLng]) => ({ lat: lat + dLat, lng: wrap(lng + dLng) }))
  return { area, resolution: 8, reachM, count, existing }
}

describe('chooseSites', () => {
  it('counts what it says: gains never rise and add up to the union, anywhere on the globe', async () => {
    await fc.assert(
      fc.asyncProperty(anywhere, async (place) => {
        const asked = requestOf(place)
        const choice = await chooseSites(asked)
        const before = coveredBy([...asked.existing], asked.area, asked.resolution, asked.reachM)
        expect(choice.coveredBeforeCells).toBe(before.size)
        let previousGain = Number.POSITIVE_INFINITY
        for (const [index, site] of choice.sites.entries()) {
          const places = [...asked.existing, ...choice.sites.slice(0, index + 1)]
          const union = coveredBy(places, asked.area, asked.resolution, asked.reachM)
          expect(before.size + site.cumulativeCells).toBe(union.size)
          expect(site.gainCells).toBeLessThanOrEqual(previousGain)
          expect(site.gainCells).toBeGreaterThan(0)
          expect(site.order).toBe(index + 1)
          previousGain = site.gainCells
        }
        expect(new Set(choice.sites.map((site) => site.h3)).size).toBe(choice.sites.length)
        expect(choice.stoppedBecause === null).toBe(choice.sites.length === asked.count)
      }),
      { numRuns: 60 },
    )
  })

  it('takes the best candidate first and names the runner-up', async () => {
    const { sites, areaCells, candidateCount } = await chooseSites({ ...request, resolution: 8, count: 1 })
    const gains = cellsInArea(zurich, 8).map((cell) => {
      const [lat, lng] = cellToLatLng(cell)
      return coveredBy([{ lat, lng }], zurich, 8, 1_500).size
    })
    gains.sort((a, b) => b - a)
    expect(candidateCount).toBe(gains.length)
    expect(sites[0]?.gainCells).toBe(gains[0])
    const runnerUp =
      gains[1] === gains[0] ? 'another place would have added as many' : `the next best place would have added ${gains[1]}`
    expect(sites[0]?.why).toBe(
      `Covers ${gains[0]} cells that no hotspot reaches yet, ${(((gains[0] ?? 0) / areaCells) * 100).toFixed(1)}% of the area; ${runnerUp}.`,
    )
  })

  it('gives the same sites again, and wherever the ring begins', async () => {
    const first = await chooseSites(request)
    const turned: Ring = [...zurich.slice(1), ...zurich.slice(0, 1)]
    expect(await chooseSites(request)).toEqual(first)
    expect(await chooseSites({ ...request, area: turned })).toEqual(first)
  })

  it('gives sites that fit the plan record', async () => {
    const { sites } = await chooseSites(request)
    expect(sites).toHaveLength(8)
    for (const site of sites) {
      expect(planSiteSchema.parse(site)).toEqual(site)
      expect(site.h3).toBe(latLngToCell(site.lat, site.lng, 12))
    }
  })

  it('stops when everything is covered, and says so', async () => {
    const { sites, areaCells, stoppedBecause } = await chooseSites({ ...request, reachM: 30_000, count: 5 })
    expect(sites).toHaveLength(1)
    expect(sites[0]?.cumulativeCells).toBe(areaCells)
    expect(sites[0]?.why).toContain('100% of the area')
    expect(stoppedBecause).toBe('Stopped after 1 of 5 sites: every cell of the area is covered.')
  })

  it('adds nothing where existing hotspots reach every cell', async () => {
    const choice = await chooseSites({ ...request, existing: [{ lat: 47.38, lng: 8.535 }], reachM: 30_000 })
    expect(choice).toMatchObject({ sites: [], coveredBeforeCells: choice.areaCells })
    expect(choice.stoppedBecause).toContain('Stopped after 0 of 8 sites')
  })

  it('thins the candidates of a large area instead of taking minutes', async () => {
    const switzerland: Ring = [
      [6, 46],
      [10, 46],
      [10, 47.5],
      [6, 47.5],
    ]
    const choice = await chooseSites({ ...request, area: switzerland, resolution: 8, reachM: 8_000, count: 100 })
    expect(choice.areaCells).toBeGreaterThan(50_000)
    expect(choice.candidateCount).toBeLessThan(20_000)
    expect(choice.sites).toHaveLength(100)
  })

  it('plans short reaches in small areas', async () => {
    const block: Ring = [
      [8.54, 47.37],
      [8.541, 47.37],
      [8.541, 47.371],
      [8.54, 47.371],
    ]
    const choice = await chooseSites({ ...request, area: block, resolution: 13, reachM: 20, count: 3 })
    expect(choice.sites[0]?.gainCells).toBe(coveredBy(choice.sites.slice(0, 1), block, 13, 20).size)
  })

  it.each<[string, Partial<SiteRequest>, string]>([
    ['no site', { count: 0 }, 'plan.count'],
    ['half a site', { count: 1.5 }, 'plan.count'],
    ['a reach below one cell', { reachM: 100 }, 'plan.reach-too-short'],
    ['a reach that is no number', { reachM: Number.NaN }, 'plan.reach-too-short'],
    ['a reach across countries', { reachM: 500_000 }, 'plan.reach-too-long'],
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
    ['a hotspot off the globe', { existing: [{ lat: 95, lng: 0 }] }, 'plan.hotspot-position'],
  ])('refuses %s', async (_, change, code) => {
    await expect(chooseSites({ ...request, ...change })).rejects.toMatchObject({ code })
  })

  it('stops when it is cancelled while it reports', async () => {
    const signal = { aborted: false, addEventListener: () => {}, removeEventListener: () => {} }
    const reports: number[] = []
    const onProgress = async (done: number) => {
      reports.push(done)
      signal.aborted = reports.length === 2
    }
    await expect(chooseSites({ ...request, signal, onProgress })).rejects.toMatchObject({ code: 'plan.cancelled' })
    expect(reports).toHaveLength(2)
  })
})
