/** A fleet for the coverage benches: 10,000 hotspots in ten cities, each covering about 1,000 cells of a resolution. */
import { getHexagonAreaAvg, UNITS } from 'h3-js'
import type { CoverageSite } from '#core/coverage/lattice/placePower'
import { readRadioProfile } from '#core/coverage/readRadioProfile'
import type { RadioProfile } from '#core/model/radioProfile'

const SITES = 10_000
const CELLS_PER_SITE = 1_000
/** A city is so many reaches wide (standard deviation), so that overlap is the same at every resolution. */
const CITY_REACHES = 3
const METRES_PER_DEGREE = 111_195
const CITIES: readonly (readonly [lat: number, lng: number])[] = [
  ...([
    [40.7, -74],
    [34, -118.2],
    [51.5, -0.1],
    [48.85, 2.35],
    [52.5, 13.4],
  ] as const),
  ...([
    [37.77, -122.4],
    [41.9, -87.6],
    [1.35, 103.8],
    [25.76, -80.2],
    [47.37, 8.54],
  ] as const),
]

export interface PaintFleet {
  profiles: RadioProfile[]
  sites: CoverageSite[]
  /** Somewhere in one of the cities; the same places in the same order on every run. */
  nextSite(): CoverageSite
}

export function paintFleet(resolution: number): PaintFleet {
  const reachM = Math.sqrt((CELLS_PER_SITE * getHexagonAreaAvg(resolution, UNITS.m2)) / Math.PI)
  const { profile } = readRadioProfile({
    ...{ model: 'free-space', frequencyMhz: 868, txPowerDbm: 14, antennaGainDbi: 3, antennaHeightM: 30, receiverHeightM: 1.5 },
    ...{ sensitivityDbm: -137, maxDistanceM: reachM },
  })
  let state = 20_261
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const normal = () => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random())
  const spreadDeg = (CITY_REACHES * reachM) / METRES_PER_DEGREE
  const nextSite = (): CoverageSite => {
    const [lat, lng] = CITIES[Math.floor(random() * CITIES.length)] ?? [0, 0]
    const east = normal() / Math.cos((lat * Math.PI) / 180)
    return { lat: lat + spreadDeg * normal(), lng: lng + spreadDeg * east, profile: 0 }
  }
  return { profiles: [profile], sites: Array.from({ length: SITES }, nextSite), nextSite }
}
