/** A path as P.1812 analyses it: climate, horizons and smooth-earth heights (section 3 and Attachment 1 to Annex 1). */
import { toDegrees, toRadians } from '../../geo/angles'
import type { P1812Input, P1812Profile, RadioZone } from './p1812Input'

/** The Recommendation's own earth, which its figures hold for. */
const EARTH_RADIUS_KM = 6371
/** Effective radius exceeded for the small time share β0, three times the real one. */
export const RARE_RADIUS_KM = 3 * EARTH_RADIUS_KM
/** The wavelength in metres at a frequency in GHz, with the constant that the Recommendation uses. */
export const wavelengthM = (frequencyGhz: number): number => 0.2998 / frequencyGhz

export interface P1812Path {
  distancesKm: number[]
  elevationsM: number[]
  /** Terrain with its clutter, without it at both ends. */
  surfaceM: number[]
  lengthKm: number
  /** Antennas above sea level. */
  txM: number
  rxM: number
  medianRadiusKm: number
  /** Share of the path over sea. */
  seaShare: number
  longestInlandKm: number
  /** Time for which the air bends strongly, β0, percent. */
  rareTimePercent: number
  /** Smooth-earth surface below each antenna, for diffraction. */
  smoothM: { tx: number; rx: number }
  /** Heights over the smooth earth, for ducting. */
  ductingM: { tx: number; rx: number }
  roughnessM: number
  horizonKm: { tx: number; rx: number }
  horizonMrad: { tx: number; rx: number }
  angularDistanceMrad: number
}

type Ray = Pick<P1812Path, 'distancesKm' | 'elevationsM' | 'lengthKm' | 'txM' | 'rxM'>

interface Zones {
  distancesKm: readonly number[]
  zones: readonly RadioZone[]
}

/** Lengths of the unbroken stretches within some zones; a stretch reaches half-way to its neighbours. */
function stretchesKm({ distancesKm, zones }: Zones, wanted: readonly RadioZone[]): number[] {
  const found: number[] = []
  let running = false
  zones.forEach((zone, index) => {
    const here = distancesKm[index] ?? 0
    const before = distancesKm[index - 1] ?? here
    const after = distancesKm[index + 1] ?? here
    const belongs = wanted.includes(zone)
    if (belongs && !running) found.push(0)
    running = belongs
    if (belongs) found[found.length - 1] = (found.at(-1) ?? 0) + (after - before) / 2
  })
  return found
}

const longest = (stretches: readonly number[]): number => Math.max(0, ...stretches)

/** Latitude half-way along the great circle. */
function middleLatitude({ from, to }: P1812Input, lengthKm: number): number {
  const [latA, latB, turn] = [from.lat, to.lat, to.lng - from.lng].map(toRadians) as [number, number, number]
  const cosine = Math.sin(latA) * Math.sin(latB) + Math.cos(latA) * Math.cos(latB) * Math.cos(turn)
  const bearing = Math.atan2(Math.cos(latA) * Math.cos(latB) * Math.sin(turn), Math.sin(latB) - cosine * Math.sin(latA))
  const half = lengthKm / 2 / EARTH_RADIUS_KM
  return toDegrees(Math.asin(Math.sin(latA) * Math.cos(half) + Math.cos(latA) * Math.sin(half) * Math.cos(bearing)))
}

/** β0, percent, from latitude and the longest stretches over land and inland. */
function rareTime(latitudeDeg: number, landKm: number, inlandKm: number): number {
  const lat = Math.abs(latitudeDeg)
  const tau = inlandTau(inlandKm)
  const mu1 = Math.min((10 ** (-landKm / (16 - 6.6 * tau)) + 10 ** (-5 * (0.496 + 0.354 * tau))) ** 0.2, 1)
  const mu4 = mu1 ** (lat <= 70 ? -0.935 + 0.0176 * lat : 0.3)
  return (lat <= 70 ? 10 ** (-0.015 * lat + 1.67) : 4.17) * mu1 * mu4
}

export const inlandTau = (inlandKm: number): number => 1 - Math.exp(-4.12e-4 * inlandKm ** 2.41)

/** Ends of the straight line that leaves as much terrain above as below it. */
function smoothEnds(distancesKm: readonly number[], elevationsM: readonly number[]): { tx: number; rx: number } {
  const length = distancesKm.at(-1) ?? 0
  let area = 0
  let moment = 0
  for (let index = 1; index < distancesKm.length; index++) {
    const [a, b] = [distancesKm[index - 1] ?? 0, distancesKm[index] ?? 0]
    const [low, high] = [elevationsM[index - 1] ?? 0, elevationsM[index] ?? 0]
    area += (b - a) * (high + low)
    moment += (b - a) * (high * (2 * b + a) + low * (b + 2 * a))
  }
  return { tx: (2 * area * length - moment) / length ** 2, rx: (moment - area * length) / length ** 2 }
}

/** The same ends lowered by what stands above the line between the antennas, and never above the ground. */
function diffractionEnds(path: Ray, smooth: { tx: number; rx: number }) {
  const { distancesKm, elevationsM, lengthKm, txM, rxM } = path
  let highest = Number.NEGATIVE_INFINITY
  let slopeTx = Number.NEGATIVE_INFINITY
  let slopeRx = Number.NEGATIVE_INFINITY
  for (let index = 1; index < distancesKm.length - 1; index++) {
    const d = distancesKm[index] ?? 0
    const above = (elevationsM[index] ?? 0) - (txM * (lengthKm - d) + rxM * d) / lengthKm
    highest = Math.max(highest, above)
    slopeTx = Math.max(slopeTx, above / d)
    slopeRx = Math.max(slopeRx, above / (lengthKm - d))
  }
  const lower = highest > 0 ? highest / (slopeTx + slopeRx) : 0
  return {
    tx: Math.min(smooth.tx - lower * slopeTx, elevationsM[0] ?? 0),
    rx: Math.min(smooth.rx - lower * slopeRx, elevationsM.at(-1) ?? 0),
  }
}

interface Horizons {
  indexTx: number
  indexRx: number
  mrad: { tx: number; rx: number }
}

function horizonsOf(path: Ray & Pick<P1812Path, 'medianRadiusKm'>, lambdaM: number): Horizons {
  const { distancesKm, elevationsM, lengthKm, txM, rxM, medianRadiusKm } = path
  const mrad = (riseM: number, km: number): number => 1000 * Math.atan(riseM / (1000 * km) - km / (2 * medianRadiusKm))
  const found: Horizons = { indexTx: 0, indexRx: 0, mrad: { tx: Number.NEGATIVE_INFINITY, rx: Number.NEGATIVE_INFINITY } }
  let clearest = { index: 0, nu: Number.NEGATIVE_INFINITY }
  for (let index = 1; index < distancesKm.length - 1; index++) {
    const d = distancesKm[index] ?? 0
    const ground = elevationsM[index] ?? 0
    const fromTx = mrad(ground - txM, d)
    const fromRx = mrad(ground - rxM, lengthKm - d)
    if (fromTx > found.mrad.tx) {
      found.mrad.tx = fromTx
      found.indexTx = index
    }
    if (fromRx >= found.mrad.rx) {
      found.mrad.rx = fromRx
      found.indexRx = index
    }
    const above = ground + (500 * d * (lengthKm - d)) / medianRadiusKm - (txM * (lengthKm - d) + rxM * d) / lengthKm
    const nu = above * Math.sqrt((0.002 * lengthKm) / (lambdaM * d * (lengthKm - d)))
    if (nu >= clearest.nu) clearest = { index, nu }
  }
  const direct = mrad(rxM - txM, lengthKm)
  if (found.mrad.tx > direct) return found
  // Within sight the "horizon" is the point of the greatest diffraction, for both ends.
  return { indexTx: clearest.index, indexRx: clearest.index, mrad: { tx: direct, rx: mrad(txM - rxM, lengthKm) } }
}

function surfaceOf({ clutterM }: P1812Profile, elevationsM: readonly number[]): number[] {
  const last = elevationsM.length - 1
  return elevationsM.map((elevation, index) => elevation + (index === 0 || index === last ? 0 : (clutterM[index] ?? 0)))
}

export function analyseP1812Path(input: P1812Input): P1812Path {
  const distancesKm = Array.from(input.profile.distancesKm)
  const elevationsM = Array.from(input.profile.elevationsM)
  const zones: Zones = { distancesKm, zones: Array.from(input.profile.zones) }
  const lengthKm = distancesKm.at(-1) ?? 0
  const [firstM, lastM] = [elevationsM[0] ?? 0, elevationsM.at(-1) ?? 0]
  const base = {
    distancesKm,
    elevationsM,
    lengthKm,
    txM: firstM + input.transmitterHeightM,
    rxM: lastM + input.receiverHeightM,
    medianRadiusKm: (EARTH_RADIUS_KM * 157) / (157 - input.refractivityLapse),
  }
  const smooth = smoothEnds(distancesKm, elevationsM)
  const horizons = horizonsOf(base, wavelengthM(input.frequencyMhz / 1000))
  const ground = { tx: Math.min(smooth.tx, firstM), rx: Math.min(smooth.rx, lastM) }
  const slope = (ground.rx - ground.tx) / lengthKm
  let roughnessM = Number.NEGATIVE_INFINITY
  for (let index = horizons.indexTx; index <= horizons.indexRx; index++) {
    roughnessM = Math.max(roughnessM, (elevationsM[index] ?? 0) - (ground.tx + slope * (distancesKm[index] ?? 0)))
  }
  const longestInlandKm = longest(stretchesKm(zones, [4]))
  const latitude = middleLatitude(input, lengthKm)
  return {
    ...base,
    surfaceM: surfaceOf(input.profile, elevationsM),
    seaShare: stretchesKm(zones, [1]).reduce((sum, km) => sum + km, 0) / lengthKm,
    longestInlandKm,
    rareTimePercent: rareTime(latitude, longest(stretchesKm(zones, [3, 4])), longestInlandKm),
    smoothM: diffractionEnds(base, smooth),
    ductingM: { tx: base.txM - ground.tx, rx: base.rxM - ground.rx },
    roughnessM,
    horizonKm: { tx: distancesKm[horizons.indexTx] ?? 0, rx: lengthKm - (distancesKm[horizons.indexRx] ?? 0) },
    horizonMrad: horizons.mrad,
    angularDistanceMrad: (1000 * lengthKm) / base.medianRadiusKm + horizons.mrad.tx + horizons.mrad.rx,
  }
}
