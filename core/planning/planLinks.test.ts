import { cellToChildren, cellToLatLng, cellToParent, greatCircleDistance } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { createReceivedDbm, reachM, thresholdDbm, withHotspotRadio } from '../coverage/linkBudget'
import { standardProfiles } from '../coverage/profiles/standardProfiles'
import { cellsInArea } from '../geo/cellsInArea'
import { bearingDeg } from '../geo/sphere'
import type { PlanCandidate, PlanSettings } from '../model/planStudy'
import type { Ring } from '../model/position'
import type { RadioProfile } from '../model/radioProfile'
import { plainSettings } from './plainSettings'
import type { PlanHotspot, PlanRequest } from './planRequest'
import { planSites } from './planSites'

const area: Ring = [
  [8.47, 47.33],
  [8.6, 47.33],
  [8.6, 47.43],
  [8.47, 47.43],
]
const [lorawan] = standardProfiles as [RadioProfile]
const profile: RadioProfile = { ...lorawan, clutterLossDb: 15 }
const settings: PlanSettings = { ...plainSettings(3), profile, timeMs: 60 }
const request: PlanRequest = { area, resolution: 8, reachM: 1, settings, hotspots: [], profiles: [], demand: null }
const cells = cellsInArea(area, 8)

const listed = (lat: number, lng: number, id = `${lat},${lng}`): PlanCandidate => ({
  id,
  name: id,
  kind: 'listed',
  lat,
  lng,
  cost: 7,
})
const only = (place: PlanCandidate, change: Partial<PlanSettings> = {}): PlanSettings => ({
  ...settings,
  candidates: { ...settings.candidates, grid: false, listed: [place] },
  ...change,
})

function heard(from: { lat: number; lng: number }, link: RadioProfile, offsetDb = 0): Set<string> {
  const receivedDbm = createReceivedDbm(link)
  return new Set(
    cells.filter((cell) => {
      const [lat, lng] = cellToLatLng(cell)
      const distanceM = greatCircleDistance([from.lat, from.lng], [lat, lng], 'm')
      const powerDbm = receivedDbm(distanceM, bearingDeg(from, { lat, lng }))
      return distanceM <= link.maxDistanceM && powerDbm + offsetDb >= thresholdDbm(link)
    }),
  )
}

describe('planSites with links', () => {
  const place = listed(47.38, 8.53)

  it('covers what its profile hears, and says how that changes with the decibels', async () => {
    const { sites, outcome, warnings } = await planSites({ ...request, settings: only(place) })
    expect(sites[0]?.gainCells).toBe(heard(place, profile).size)
    expect(sites[0]?.study?.reachM).toBeCloseTo(reachM(profile), 6)
    expect(outcome.sensitivity).toEqual(
      [-6, -3, 3, 6].map((offsetDb) => ({ offsetDb, value: heard(place, profile, offsetDb).size })),
    )
    expect(outcome.sensitivity[0]?.value).toBeLessThan(outcome.value)
    expect(warnings).toEqual([])
  })

  it('counts the fleet with its own radios, shifted as well', async () => {
    const radio = {
      antennaGainDbi: 8,
      antenna: { kind: 'sector' as const, azimuthDeg: 90, beamwidthDeg: 60, maxAttenuationDb: 20 },
    }
    const hotspot: PlanHotspot = { id: 'h', name: 'H', lat: 47.375, lng: 8.5, radio }
    const { outcome, coveredBeforeCells } = await planSites({ ...request, hotspots: [hotspot], settings: only(place) })
    const own = withHotspotRadio(profile, radio)
    expect(coveredBeforeCells).toBe(heard(hotspot, own).size)
    for (const { offsetDb, value } of outcome.sensitivity) {
      const before = heard(hotspot, own, offsetDb)
      expect(value).toBe([...heard(place, profile, offsetDb)].filter((cell) => !before.has(cell)).length)
    }
  })

  it('points sector antennas where the profile says', async () => {
    const east: RadioProfile = { ...profile, antenna: { kind: 'sector', azimuthDeg: 90, beamwidthDeg: 65, maxAttenuationDb: 25 } }
    const { sites } = await planSites({ ...request, settings: { ...only(place), profile: east } })
    const eastward = heard(place, east)
    expect(sites[0]?.gainCells).toBe(eastward.size)
    expect(eastward.size).toBeLessThan(heard(place, profile).size)
  })

  it('asks the terrain for a profile that needs it, and says when there is none', async () => {
    const terrain: RadioProfile = { ...profile, model: 'itm-terrain', maxDistanceM: 4_000 }
    const onTerrain = { ...request, settings: { ...only(place), profile: terrain } }
    await expect(planSites(onTerrain)).rejects.toMatchObject({ code: 'plan.needs-terrain' })
    const powerOverTerrain = (_: RadioProfile, from: { lat: number }, to: { lat: number }) =>
      to.lat > from.lat ? thresholdDbm(terrain) : Number.NaN
    const { sites, warnings } = await planSites(onTerrain, { powerOverTerrain })
    expect(warnings.join(' ')).toMatch(/Terrain is missing on \d+% of the paths/)
    const north = cells.filter((cell) => {
      const [lat, lng] = cellToLatLng(cell)
      return lat > place.lat && greatCircleDistance([place.lat, place.lng], [lat, lng], 'm') <= 4_000
    })
    expect(sites[0]?.gainCells).toBe(north.length)
  })

  it('warns outside the model and refuses a link that fills no cell', async () => {
    const high: RadioProfile = { ...profile, frequencyMhz: 200_000, clutterLossDb: 0, txPowerDbm: 90 }
    const { warnings, outcome } = await planSites({ ...request, settings: { ...only(place), profile: high } })
    expect(warnings.join(' ')).toMatch(/MHz/)
    expect(outcome.warnings).toEqual(warnings)
    const buried: RadioProfile = { ...profile, antennaHeightM: -3 }
    await expect(planSites({ ...request, settings: { ...only(place), profile: buried } })).rejects.toMatchObject({
      code: 'plan.profile',
      field: 'antennaHeightM',
    })
    const weak: RadioProfile = { ...profile, clutterLossDb: 90 }
    await expect(planSites({ ...request, settings: { ...only(place), profile: weak } })).rejects.toMatchObject({
      code: 'plan.profile-covers-nothing',
    })
  })
})

describe('planSites with demand', () => {
  const circles: PlanRequest = { ...request, reachM: 1_500, settings: { ...plainSettings(2), demandUnit: 'people', timeMs: 60 } }
  const demandAt = (resolution: number, weightOf: (cell: string, index: number) => number) => {
    const wanted =
      resolution > 8
        ? cells.flatMap((cell) => cellToChildren(cell, resolution))
        : cells.map((cell) => cellToParent(cell, resolution))
    const unique = [...new Set(wanted)].sort()
    return {
      resolution,
      cells: BigUint64Array.from(unique, (cell) => BigInt(`0x${cell}`)),
      weights: Float64Array.from(unique, weightOf),
      total: 0,
      unit: 'people',
      source: 'Census',
      notes: [],
    }
  }

  it('adds finer demand up and speaks in its unit', async () => {
    const planned = await planSites({ ...circles, demand: demandAt(9, () => 3) })
    expect(planned.outcome.totalWeight).toBe(cells.length * 7 * 3)
    expect(planned.outcome.value).toBe((planned.sites.at(-1)?.cumulativeCells ?? 0) * 21)
    expect(planned.sites[0]?.why).toMatch(/^Covers [\d,]+ people that no hotspot reaches yet, \d+(\.\d)?% of all, in \d+ cells\./)
    expect(planned.warnings).toEqual([])
  })

  it('spreads coarser demand, keeps its total, and says that it is no finer', async () => {
    const planned = await planSites({ ...circles, demand: demandAt(6, () => 4_900) })
    expect(planned.outcome.totalWeight / cells.length).toBeCloseTo(100, -1)
    expect(planned.warnings.join(' ')).toContain('no finer information')
  })

  it('goes where the people are', async () => {
    const [lat, lng] = cellToLatLng(cells[40] ?? '')
    const planned = await planSites({ ...circles, demand: demandAt(8, (cell) => (cell === cells[40] ? 1_000 : 1)) })
    const first = planned.sites[0]
    expect(greatCircleDistance([first?.lat ?? 0, first?.lng ?? 0], [lat, lng], 'm')).toBeLessThanOrEqual(1_500)
  })

  it('refuses an area without demand, and weights that overflow', async () => {
    await expect(planSites({ ...circles, demand: demandAt(8, () => 0) })).rejects.toMatchObject({ code: 'plan.no-demand' })
    await expect(planSites({ ...circles, demand: demandAt(8, () => 1e15) })).rejects.toMatchObject({ code: 'weights.overflow' })
  })
})

describe('what cannot be planned', () => {
  const circles: PlanRequest = { ...request, reachM: 1_500, settings: { ...plainSettings(2), timeMs: 60 } }
  const a = listed(47.38, 8.53, 'Tower')
  const b = listed(47.3805, 8.531, 'Mill')
  const box: Ring = [
    [8.52, 47.37],
    [8.54, 47.37],
    [8.54, 47.39],
    [8.52, 47.39],
  ]
  const noGrid = { ...circles.settings.candidates, grid: false }
  it.each<[string, Partial<PlanSettings>, string, RegExp]>([
    ['no candidates', { candidates: noGrid }, 'plan.no-candidates', /use the grid/],
    ['all candidates forbidden', { candidates: { ...noGrid, listed: [a, b] }, forbidden: [box] }, 'plan.no-candidates', /All 2/],
    ['a must-have site that is forbidden', { mustHave: [a], forbidden: [box] }, 'plan.must-have-forbidden', /Tower/],
    ['must-have sites too close together', { mustHave: [a, b], spacingM: 500 }, 'plan.spacing', /Tower and Mill are \d+ m apart/],
    ['more must-have sites than sites', { mustHave: [a, b, listed(47.4, 8.5)] }, 'plan.count', /allow 1 more/],
    [
      'must-have sites beyond the budget',
      { mustHave: [a, b], limit: { count: null, budget: 10, currency: 'EUR' } },
      'plan.budget',
      /cost 14 EUR, 4 EUR more/,
    ],
    [
      'a budget below the cheapest site',
      { candidates: { ...noGrid, listed: [a] }, limit: { count: null, budget: 5, currency: 'EUR' } },
      'plan.budget',
      /cheapest site costs 7 EUR, 2 EUR more/,
    ],
    ['a hotspot to move that is not there', { candidates: { ...noGrid, movable: ['ghost'] } }, 'plan.movable', /ghost/],
    [
      'a place off the globe',
      { candidates: { ...noGrid, listed: [listed(97, 8)] } },
      'plan.candidate-position',
      /outside the globe/,
    ],
    ['no time to search', { timeMs: 0 }, 'plan.time', /above 0/],
    [
      'a grid too fine',
      { candidates: { ...circles.settings.candidates, gridResolution: 11 } },
      'plan.too-many-candidates',
      /coarser grid/,
    ],
  ])('%s', async (_, change, code, sentence) => {
    const asked = planSites({ ...circles, settings: { ...circles.settings, ...change } })
    await expect(asked).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) })
  })

  it('says which limit stopped it', async () => {
    const limited = { ...circles.settings, limit: { count: 9, budget: 15, currency: 'EUR' }, spacingM: 1_000 }
    const { sites, stoppedBecause } = await planSites({
      ...circles,
      settings: { ...limited, candidates: { ...limited.candidates, gridCost: 6 } },
    })
    expect(sites).toHaveLength(2)
    expect(stoppedBecause).toMatch(
      /^Stopped after 2 of 9 sites: another would break the budget or the spacing or add nothing, with/,
    )
  })

  it('stops when that is good enough, and keeps what it has', async () => {
    const stopSignal = { aborted: true, addEventListener: () => {}, removeEventListener: () => {} }
    const many = { ...circles, resolution: 9, settings: { ...plainSettings(12), timeMs: 20_000 } }
    const { sites, outcome } = await planSites(many, { stopSignal })
    expect(sites).toHaveLength(12)
    expect(outcome).toMatchObject({ stoppedEarly: true, proved: false })
  })
})
