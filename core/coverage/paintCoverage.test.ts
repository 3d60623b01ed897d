import fc from 'fast-check'
import { cellToLatLng, getHexagonEdgeLengthAvg, getPentagons, UNITS } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { readFixture } from '../../fixtures/readFixture'
import { decodeText } from '../files/decodeText'
import { parseTable } from '../files/parseTable'
import type { RadioProfile } from '../model/radioProfile'
import type { CoverageCells } from './coverageCells'
import { CoveragePainter } from './lattice/coveragePainter'
import { faceFrames } from './lattice/icosahedron'
import type { CoverageSite } from './lattice/placePower'
import { paintCoverage, paintSites } from './paintCoverage'
import { paintPlainly } from './paintPlainly'
import { readRadioProfile } from './readRadioProfile'

const DEGREES = 180 / Math.PI

/** A link that its greatest distance ends, and one that its threshold ends, both some rings of cells wide. */
function profilesFor(resolution: number, rings: number): RadioProfile[] {
  const reach = rings * 1.5 * getHexagonEdgeLengthAvg(resolution, UNITS.m)
  const link = {
    model: 'free-space',
    frequencyMhz: 868,
    txPowerDbm: 14,
    antennaGainDbi: 3,
    antennaHeightM: 30,
    receiverHeightM: 1.5,
    sensitivityDbm: -250,
    maxDistanceM: reach,
  }
  const logDistance = { exponent: 3.2, referenceDistanceM: 1, referenceLossDb: 30 }
  const lossAtReach = 30 + 32 * Math.log10(reach)
  const threshold = { ...link, model: 'log-distance', logDistance, sensitivityDbm: 17 - lossAtReach, maxDistanceM: 3 * reach }
  const strongest = { ...threshold, sensitivityDbm: threshold.sensitivityDbm - 0.5, maxDistanceM: 2 * reach }
  const sector = { kind: 'sector', azimuthDeg: 70, beamwidthDeg: 65, maxAttenuationDb: 25 }
  const pattern = { kind: 'pattern', azimuthDeg: 200, attenuationDb: [0, 3, 12, 20, 9, 4] }
  return [link, threshold, { ...strongest, antenna: sector }, { ...strongest, antenna: pattern }].map(
    (document) => readRadioProfile(document).profile,
  )
}

/** Where painting could go wrong: in a face, on its edges and corners, at the poles and where longitude turns over. */
function places(): [lat: number, lng: number][] {
  const frames = faceFrames(0)
  const [a, b, c] = [frames[0], frames[1], frames[4]]
  if (!a || !b || !c) throw new Error('no faces')
  const onEdge = (first: typeof a, second: typeof a): [number, number] => {
    const [x, y, z] = [first.cx + second.cx, first.cy + second.cy, first.cz + second.cz]
    return [Math.atan2(z, Math.hypot(x, y)) * DEGREES, Math.atan2(y, x) * DEGREES]
  }
  const pentagons = getPentagons(5)
    .slice(0, 2)
    .map((cell) => cellToLatLng(cell))
  return [[40.7, -74], onEdge(a, b), onEdge(a, c), ...pentagons, [90, 0], [-89.99, 120], [-17, 179.99], [66.5, -180]]
}

/** Sites a few cells apart around a place. */
function sitesAround([lat, lng]: [number, number], resolution: number, profiles: number): CoverageSite[] {
  const step = (2 * getHexagonEdgeLengthAvg(resolution, UNITS.m)) / 111_000
  return [0, 1, 2, 3].map((number) => {
    const shifted = lng + (number - 1.3) * step * 1.7
    const wrapped = shifted > 180 ? shifted - 360 : shifted < -180 ? shifted + 360 : shifted
    return { lat: Math.max(-90, Math.min(90, lat - number * step)), lng: wrapped, profile: number % profiles }
  })
}

function expectPlain(
  coverage: CoverageCells,
  resolution: number,
  profiles: RadioProfile[],
  sites: CoverageSite[],
  spare = 2,
): void {
  const plain = paintPlainly(resolution, profiles, sites, spare)
  expect(Array.from(coverage.cells, (cell) => cell.toString(16))).toEqual([...plain.keys()].sort())
  for (const [at, cell] of coverage.cells.entries()) {
    const { servers, bestDbm, secondDbm } = plain.get(cell.toString(16)) ?? { servers: -1, bestDbm: 0, secondDbm: 0 }
    const best = coverage.bestDbm[at] ?? Number.NaN
    const second = coverage.secondDbm[at] ?? Number.NaN
    const wrong =
      coverage.servers[at] !== servers ||
      !(Math.abs(best - bestDbm) < 0.01) ||
      (servers === 1 ? !Number.isNaN(second) : !(Math.abs(second - secondDbm) < 0.01))
    if (wrong) expect([cell.toString(16), coverage.servers[at], best, second]).toEqual([servers, bestDbm, secondDbm])
  }
}

describe('painting agrees with the plain h3-js loop', () => {
  it.each([3, 5, 6, 7, 8, 9, 10, 11, 13, 15])('everywhere, with every kind of antenna, at resolution %i', async (resolution) => {
    const profiles = profilesFor(resolution, 4)
    for (const place of places()) {
      const sites = sitesAround(place, resolution, profiles.length)
      expectPlain(await paintCoverage({ resolution, profiles, sites }), resolution, profiles, sites, resolution < 5 ? 6 : 3)
    }
  })

  it('for disks that hold whole faces', async () => {
    const profiles = [{ ...(profilesFor(1, 1)[0] as RadioProfile), maxDistanceM: 2_900_000 }]
    const sites = [
      { lat: 12, lng: 33, profile: 0 },
      { lat: 89, lng: -170, profile: 0 },
    ]
    for (const resolution of [0, 1, 2]) {
      expectPlain(await paintCoverage({ resolution, profiles, sites }), resolution, profiles, sites, 6)
    }
  })

  it('for the Helium fleet at resolution 8', async () => {
    const fileName = 'helium_explorer_hotspots_2020-10-26.csv'
    const bytes = readFixture(`data/${fileName}`)
    const { headers, rows } = parseTable(decodeText(bytes))
    const [latColumn, lngColumn] = [headers.indexOf('lat'), headers.indexOf('lng')]
    const { profile } = readRadioProfile({
      model: 'hata',
      environment: 'suburban',
      frequencyMhz: 915,
      txPowerDbm: 27,
      antennaGainDbi: 3,
      antennaHeightM: 30,
      receiverHeightM: 1.5,
      sensitivityDbm: -110,
      maxDistanceM: 20000,
    })
    const sites = rows
      .filter((cells, at) => at % 12 === 0 && cells[latColumn] !== '')
      .map((cells) => ({ lat: Number(cells[latColumn]), lng: Number(cells[lngColumn]), profile: 0 }))
    expect(sites.length).toBeGreaterThan(200)
    expectPlain(await paintCoverage({ resolution: 8, profiles: [profile], sites }), 8, [profile], sites, 1)
  })
})

describe('painting in waves gives what the painter that keeps everything gives', () => {
  /** Some sites here and some there, so that finished and unfinished cells are next to each other. */
  const scatter = fc.array(
    fc.record({
      place: fc.nat(100),
      lat: fc.double({ min: -1, max: 1, noNaN: true }),
      lng: fc.double({ min: -1, max: 1, noNaN: true }),
      spread: fc.constantFrom(4, 30, 300),
      profile: fc.nat(3),
    }),
    { minLength: 1, maxLength: 40 },
  )

  it.each([
    [2, 3],
    [5, 4],
    [7, 9],
    [9, 5],
    [10, 18],
    [12, 3],
  ])('around corners, edges, poles and the antimeridian, at resolution %i', async (resolution, rings) => {
    const profiles = profilesFor(resolution, rings)
    const widthDeg = getHexagonEdgeLengthAvg(resolution, UNITS.m) / 111_000
    const all = places()
    await fc.assert(
      fc.asyncProperty(scatter, fc.constantFrom(1, 12, 60), async (drawn, waveBlocks) => {
        const sites = drawn.map(({ place, lat: north, lng: east, spread, profile }) => {
          const [lat, lng] = all[place % all.length] ?? [0, 0]
          const turned = ((((lng + east * spread * widthDeg + 180) % 360) + 360) % 360) - 180
          return { lat: Math.max(-90, Math.min(90, lat + north * spread * widthDeg)), lng: turned, profile }
        })
        const kept = await paintSites({ resolution, profiles, sites })
        expect(await paintCoverage({ resolution, profiles, sites, waveBlocks })).toEqual(kept.cells())
      }),
      { numRuns: 8 },
    )
  })

  it('for one site that reaches across faces among many that do not', async () => {
    const profiles = profilesFor(5, 3)
    profiles.push({ ...(profiles[0] as RadioProfile), maxDistanceM: 900_000 })
    const near = Array.from({ length: 200 }, (_, at) => ({
      lat: 30 + (at % 20),
      lng: -20 + 2 * Math.floor(at / 20),
      profile: at % 4,
    }))
    const sites = [...near, { lat: 38, lng: -9, profile: 4 }, ...near.map((site) => ({ ...site, lat: -site.lat }))]
    const kept = await paintSites({ resolution: 5, profiles, sites })
    expect(await paintCoverage({ resolution: 5, profiles, sites, waveBlocks: 5 })).toEqual(kept.cells())
  })

  it('with room for little more than the result', async () => {
    const profiles = profilesFor(9, 5)
    const sites = Array.from({ length: 300 }, (_, at) => ({ lat: 20 + at / 10, lng: at / 9, profile: 0 }))
    const { cells } = await paintCoverage({ resolution: 9, profiles, sites })
    const job = { resolution: 9, profiles, sites, waveBlocks: 1, maxCells: cells.length + 8_000 }
    expect((await paintCoverage(job)).cells).toEqual(cells)
    await expect(paintSites(job)).rejects.toMatchObject({ code: 'coverage.too-many-cells' })
    await expect(paintCoverage({ ...job, maxCells: cells.length - 1 })).rejects.toMatchObject({ code: 'coverage.too-many-cells' })
    // The result would fit, but not together with the blocks that are painted.
    await expect(paintCoverage({ ...job, maxCells: cells.length + 300, waveBlocks: 90 })).rejects.toMatchObject({
      code: 'coverage.too-many-cells',
    })
  })

  it('until it is stopped in the middle', async () => {
    const profile: RadioProfile = { ...(profilesFor(9, 4)[0] as RadioProfile), model: 'itm-terrain', sensitivityDbm: -100 }
    const sites = Array.from({ length: 40 }, (_, at) => ({ lat: 46.5 + at / 5, lng: 8, profile: 0 }))
    const stop = new AbortController()
    const shares: number[] = []
    const painted = paintCoverage({
      resolution: 9,
      profiles: [profile],
      sites,
      waveBlocks: 1,
      signal: stop.signal,
      onProgress: (share) => {
        shares.push(share)
        if (share > 0) stop.abort()
      },
      powerAt: () => {
        // Sixteen sites take long enough for a breath.
        const start = performance.now()
        while (performance.now() - start < 0.1);
        return -90
      },
    })
    await expect(painted).rejects.toMatchObject({ code: 'coverage.cancelled' })
    expect(shares.at(-1)).toBe(16 / 40)
  })
})

describe('moving, adding and removing sites', () => {
  const operation = fc.record({
    kind: fc.constantFrom('add', 'add', 'move', 'remove'),
    which: fc.nat(50),
    place: fc.nat(100),
    lat: fc.double({ min: -1, max: 1, noNaN: true }),
    lng: fc.double({ min: -1, max: 1, noNaN: true }),
    profile: fc.nat(3),
  })

  it.each([4, 7, 10])('leaves what painting afresh would give, at resolution %i', (resolution) => {
    const profiles = profilesFor(resolution, 3)
    const spread = (5 * getHexagonEdgeLengthAvg(resolution, UNITS.m)) / 111_000
    const all = places()
    fc.assert(
      fc.property(fc.nat(all.length - 1), fc.array(operation, { minLength: 4, maxLength: 16 }), (placeNumber, operations) => {
        const [lat, lng] = all[placeNumber] ?? [0, 0]
        const painter = new CoveragePainter(resolution, profiles)
        const live = new Map<number, CoverageSite>()
        for (const { kind, which, lat: north, lng: east, profile } of operations) {
          const turned = ((((lng + east * spread + 180) % 360) + 360) % 360) - 180
          const site = { lat: Math.max(-90, Math.min(90, lat + north * spread)), lng: turned, profile }
          const id = [...live.keys()][which % Math.max(1, live.size)]
          if (kind === 'add' || id === undefined) live.set(painter.add(site), site)
          else if (kind === 'remove') {
            painter.remove(id)
            live.delete(id)
          } else {
            painter.move(id, site)
            live.set(id, site)
          }
        }
        const ids = [...live.keys()].sort((a, b) => a - b)
        const afresh = new CoveragePainter(resolution, profiles)
        for (const id of ids) afresh.add(live.get(id) ?? { lat: 0, lng: 0, profile: 0 })
        const expected = afresh.cells()
        const bestServer = expected.bestServer.map((site) => ids[site] ?? -1)
        expect(painter.cells()).toEqual({ ...expected, bestServer })
        expect(painter.stats.sites).toBe(live.size)
      }),
      { numRuns: 25 },
    )
  })

  it('gives the blocks of sites that left to others', () => {
    const painter = new CoveragePainter(9, profilesFor(9, 5))
    const id = painter.add({ lat: 1, lng: 1, profile: 0 })
    const { bytes } = painter.stats
    for (let step = 0; step < 500; step++) painter.move(id, { lat: step / 10, lng: step / 5, profile: 0 })
    expect(painter.stats.bytes).toBe(bytes)
    painter.remove(id)
    expect(painter.stats).toMatchObject({ sites: 0, blocks: 0 })
    expect(painter.cells().cells).toHaveLength(0)
  })

  it('tells who covers a cell, the strongest first', () => {
    const profiles = profilesFor(9, 6)
    const sites = sitesAround([48.2, 16.4], 9, 2)
    const painter = new CoveragePainter(9, profiles)
    for (const site of sites) painter.add(site)
    const { cells, servers, bestServer, bestDbm } = painter.cells()
    for (const [at, cell] of cells.entries()) {
      const found = painter.serversOfCell(cell)
      expect(found).toHaveLength(servers[at] ?? -1)
      expect(found[0]?.powerDbm).toBeCloseTo(bestDbm[at] ?? 0, 2)
      if ((found[0]?.powerDbm ?? 0) - (found[1]?.powerDbm ?? -999) > 0.02) expect(found[0]?.site).toBe(bestServer[at])
    }
  })
})

describe('what cannot be painted', () => {
  const profiles = profilesFor(9, 5)
  const site = { lat: 10, lng: 10, profile: 0 }

  it.each([
    ['coverage.no-sites', { sites: [] }],
    ['coverage.bad-site', { sites: [{ lat: 91, lng: 0, profile: 0 }] }],
    ['coverage.bad-site', { sites: [{ lat: Number.NaN, lng: 0, profile: 0 }] }],
    ['coverage.no-such-profile', { sites: [{ ...site, profile: 9 }] }],
    ['coverage.bad-resolution', { resolution: 16 }],
    ['coverage.too-many-cells', { maxCells: 200 }],
    ['coverage.too-many-cells', { resolution: 15, profiles: [{ ...(profiles[0] as RadioProfile), maxDistanceM: 900_000 }] }],
    ['coverage.reach-too-far', { profiles: [{ ...(profiles[0] as RadioProfile), maxDistanceM: 9e6 }] }],
    ['coverage.terrain-needed', { profiles: [{ ...(profiles[0] as RadioProfile), model: 'itm-terrain' as const }] }],
    ['coverage.cancelled', { signal: AbortSignal.abort() }],
  ])('is refused: %s', async (code, change) => {
    await expect(paintCoverage({ resolution: 9, profiles, sites: [site], ...change })).rejects.toMatchObject({ code })
  })

  it('names a resolution that fits', async () => {
    const job = {
      resolution: 12,
      profiles: [{ ...(profiles[0] as RadioProfile), maxDistanceM: 30_000 }],
      sites: [site],
      maxCells: 200_000,
    }
    const problem = await paintCoverage(job).catch((thrown: Error) => thrown)
    const fitting = Number(/resolution (\d+)/.exec((problem as Error).message)?.[1])
    expect(fitting).toBeGreaterThan(5)
    expect((await paintCoverage({ ...job, resolution: fitting })).cells.length).toBeGreaterThan(100)
  })

  it('leaves a site where it was when it cannot be moved', () => {
    const painter = new CoveragePainter(9, profiles)
    const id = painter.add(site)
    const before = painter.cells()
    expect(() => painter.move(id, { lat: 100, lng: 0, profile: 0 })).toThrow('not on the globe')
    expect(painter.cells()).toEqual(before)
    expect(() => painter.remove(7)).toThrow('no site number 7')
  })
})

it('asks terrain for every cell within the greatest distance', async () => {
  const profile: RadioProfile = { ...(profilesFor(9, 4)[0] as RadioProfile), model: 'itm-terrain', sensitivityDbm: -100 }
  const sites = [{ lat: 46.5, lng: 8, profile: 0 }]
  const all = await paintCoverage({ resolution: 9, profiles: [profile], sites, powerAt: () => -90 })
  const east = await paintCoverage({
    resolution: 9,
    profiles: [profile],
    sites,
    powerAt: (at, _lat, lng) => (lng > at.lng ? -90 : -110),
  })
  const plain = paintPlainly(9, [{ ...profile, model: 'free-space', sensitivityDbm: -250 }], sites, 2)
  expect(Array.from(all.cells, (cell) => cell.toString(16))).toEqual([...plain.keys()].sort())
  expect(east.cells.length).toBeGreaterThan(all.cells.length / 3)
  expect(east.cells.length).toBeLessThan((all.cells.length * 2) / 3)
})
