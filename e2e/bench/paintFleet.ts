/**
 * A fleet for the coverage benches: 10,000 hotspots in the neighbourhoods of cities and in towns, at the same positions
 * whatever the resolution. What changes with the resolution is the reach, so that each hotspot covers about 1,000 cells of
 * it: the finer the cells, the fewer of them are shared. The scatter is such that sites share cells as those of a real
 * network do: Helium's 3,558 located hotspots of October 2020, thickened to 10,000, cover each cell 7.7, 3.5 and 1.8 times
 * at resolutions 9, 10 and 11; these cover it 8.0, 3.5 and 1.7 times.
 */
import { getHexagonAreaAvg, UNITS } from 'h3-js'
import type { CoverageSite } from '#core/coverage/lattice/placePower'
import { readRadioProfile } from '#core/coverage/readRadioProfile'
import type { RadioProfile } from '#core/model/radioProfile'

const SITES = 10_000
const CELLS_PER_SITE = 1_000
const KM_PER_DEGREE = 111.195

/** Centre, and standard deviation of the scatter around it; the first have the most hotspots. */
const CITIES: readonly (readonly [lat: number, lng: number, spreadKm: number])[] = [
  [40.7, -74, 18],
  [34, -118.2, 22],
  [51.5, -0.1, 16],
  [48.85, 2.35, 12],
  [37.6, -122.3, 18],
  [41.9, -87.6, 15],
  [52.5, 13.4, 11],
  [29.8, -95.4, 17],
  [25.76, -80.2, 12],
  [32.8, -96.8, 16],
  [1.35, 103.8, 8],
  [42.36, -71.06, 10],
  [47.37, 8.54, 6],
  [45.5, -73.6, 9],
  [-33.87, 151.2, 12],
  [39.74, -104.99, 10],
]
/** People tell their neighbours: a city's hotspots are in so many clusters of this width, the first of them the largest. */
const NEIGHBOURHOODS = 110
const NEIGHBOURHOOD_SPREAD_KM = 1.2
/** Share of the hotspots that are in towns, how many towns, how far from their city and how wide they are. */
const TOWN_SHARE = 0.3
const TOWNS = 600
const TOWN_DISTANCE_KM = 120
const TOWN_SPREAD_KM = 1.2

const NOWHERE: CoverageSite = { lat: 0, lng: 0, profile: 0 }

export interface PaintFleet {
  profiles: RadioProfile[]
  sites: CoverageSite[]
  /** Somewhere in one of the cities and towns; the same places in the same order on every run. */
  nextSite(): CoverageSite
}

export function paintFleet(resolution: number): PaintFleet {
  const reachM = Math.sqrt((CELLS_PER_SITE * getHexagonAreaAvg(resolution, UNITS.m2)) / Math.PI)
  const { profile } = readRadioProfile({
    model: 'free-space',
    frequencyMhz: 868,
    txPowerDbm: 14,
    antennaGainDbi: 3,
    antennaHeightM: 30,
    receiverHeightM: 1.5,
    sensitivityDbm: -137,
    maxDistanceM: reachM,
  })
  const nextSite = createScatter()
  return { profiles: [profile], sites: Array.from({ length: SITES }, nextSite), nextSite }
}

function createScatter(): () => CoverageSite {
  let state = 20_261
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const normal = () => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random())
  const scatter = (lat: number, lng: number, spreadKm: number): CoverageSite => {
    const spreadDeg = spreadKm / KM_PER_DEGREE
    return { lat: lat + spreadDeg * normal(), lng: lng + (spreadDeg * normal()) / Math.cos((lat * Math.PI) / 180), profile: 0 }
  }
  /** The first of the list most often: the power crowds them towards 0. */
  const nextCity = () => Math.floor(random() ** 1.6 * CITIES.length)
  const oneOf = (places: readonly CoverageSite[] = []) => places[Math.floor(random() ** 3 * places.length)] ?? NOWHERE
  const cities = CITIES.map((city) => Array.from({ length: NEIGHBOURHOODS }, () => scatter(...city)))
  const towns = Array.from({ length: TOWNS }, () => {
    const [lat, lng] = CITIES[nextCity()] ?? [0, 0]
    return scatter(lat, lng, TOWN_DISTANCE_KM)
  })
  return () => {
    const inTown = random() < TOWN_SHARE
    const { lat, lng } = oneOf(inTown ? towns : cities[nextCity()])
    return scatter(lat, lng, inTown ? TOWN_SPREAD_KM : NEIGHBOURHOOD_SPREAD_KM)
  }
}
