/**
 * Variability in time, location and situation in the Irregular Terrain Model (Hufford, the algorithm, section 5; the
 * climates' curves are those of TN101, figure 10.13, as TN101 volume 2 fits them, III.69 and III.70).
 */
import { type Quantiles, requireItm } from './itmInput'
import type { ItmPath } from './itmPath'
import { irregularityOverDistance } from './terrainIrregularity'

/** (c1 + c2 / (1 + ((d − x2) / x3)²)) (d / x1)² / (1 + (d / x1)²), distances in kilometres. */
type Curve = readonly [c1: number, c2: number, x1Km: number, x2Km: number, x3Km: number]
/** b1 + b2 / (1 + (b3 ln(0.133 k))²). */
type FrequencyFactor = readonly [b1: number, b2: number, b3: number]

interface Climate {
  median: Curve
  /** Spread of times better (below the median loss) and worse, in standard deviations. */
  below: Curve
  above: Curve
  belowFactor: FrequencyFactor
  aboveFactor: FrequencyFactor
  /** From this deviate on the spread of worse times grows by another slope. */
  tailSlope: number
  tailStart: number
}

const NO_FACTOR: FrequencyFactor = [1, 0, 0]

const CLIMATES: readonly Climate[] = [
  {
    median: [-9.67, 12.7, 144.9, 190.3, 133.8],
    below: [2.13, 159.5, 762.2, 123.6, 94.5],
    above: [2.11, 102.3, 636.9, 134.8, 95.6],
    belowFactor: NO_FACTOR,
    aboveFactor: NO_FACTOR,
    tailSlope: 1.224,
    tailStart: 1.282,
  },
  {
    median: [-0.62, 9.19, 228.9, 205.2, 143.6],
    below: [2.66, 7.67, 100.4, 172.5, 136.4],
    above: [6.87, 15.53, 138.7, 143.7, 98.6],
    belowFactor: NO_FACTOR,
    aboveFactor: [0.93, 0.31, 2],
    tailSlope: 0.801,
    tailStart: 2.161,
  },
  {
    median: [1.26, 15.5, 262.6, 185.2, 99.8],
    below: [6.11, 6.65, 138.2, 242.2, 178.6],
    above: [10.08, 9.6, 165.3, 225.7, 129.7],
    belowFactor: NO_FACTOR,
    aboveFactor: NO_FACTOR,
    tailSlope: 1.38,
    tailStart: 1.282,
  },
  {
    median: [-9.21, 9.05, 84.1, 101.1, 98.6],
    below: [1.98, 13.11, 139.1, 132.7, 193.5],
    above: [3.68, 159.3, 464.4, 93.1, 94.2],
    belowFactor: NO_FACTOR,
    aboveFactor: [0.93, 0.19, 1.79],
    tailSlope: 1,
    tailStart: 20,
  },
  {
    median: [-0.62, 9.19, 228.9, 205.2, 143.6],
    below: [2.68, 7.16, 93.7, 186.8, 133.5],
    above: [4.75, 8.12, 93.2, 135.9, 113.4],
    belowFactor: [0.92, 0.25, 1.77],
    aboveFactor: [0.93, 0.31, 2],
    tailSlope: 1.224,
    tailStart: 1.282,
  },
  {
    median: [-0.39, 2.86, 141.7, 315.9, 167.4],
    below: [6.86, 10.38, 187.8, 169.6, 108.9],
    above: [8.58, 13.97, 216, 152, 122.7],
    belowFactor: NO_FACTOR,
    aboveFactor: NO_FACTOR,
    tailSlope: 1.518,
    tailStart: 1.282,
  },
  {
    median: [3.15, 857.9, 2222, 164.8, 116.3],
    below: [8.51, 169.8, 609.8, 119.9, 106.6],
    above: [8.43, 8.19, 136.2, 188.5, 122.9],
    belowFactor: NO_FACTOR,
    aboveFactor: NO_FACTOR,
    tailSlope: 1.518,
    tailStart: 1.282,
  },
]

/** Deviate exceeded by a share of the standard normal distribution (Abramowitz and Stegun, 26.2.23). */
function normalDeviate(share: number): number {
  const t = Math.sqrt(-2 * Math.log(Math.min(share, 1 - share)))
  const top = (0.010328 * t + 0.802853) * t + 2.515516
  const bottom = ((0.001308 * t + 0.189269) * t + 1.432788) * t + 1
  const deviate = t - top / bottom
  return share > 0.5 ? -deviate : deviate
}

function onCurve([c1, c2, x1Km, x2Km, x3Km]: Curve, distanceM: number): number {
  const km = distanceM / 1000
  const rise = (km / x1Km) ** 2
  return ((c1 + c2 / (1 + ((km - x2Km) / x3Km) ** 2)) * rise) / (1 + rise)
}

function frequencyFactor([b1, b2, b3]: FrequencyFactor, wavenumber: number): number {
  return b1 + b2 / ((b3 * Math.log(0.133 * wavenumber)) ** 2 + 1)
}

/** The distance at which the climates' curves are read: 130 km is where scatter and diffraction come out even. */
function effectiveDistanceM(path: ItmPath): number {
  const { tx, rx } = path.effectiveHeightM
  const evenM = Math.sqrt(18e6 * tx) + Math.sqrt(18e6 * rx) + Math.cbrt(575.7e12 / path.wavenumber)
  return path.distanceM < evenM ? (130e3 * path.distanceM) / evenM : 130e3 + path.distanceM - evenM
}

function timeDeviationDb(climate: Climate, wavenumber: number, distanceM: number, deviate: number): number {
  if (deviate < 0) return onCurve(climate.below, distanceM) * frequencyFactor(climate.belowFactor, wavenumber)
  const above = onCurve(climate.above, distanceM) * frequencyFactor(climate.aboveFactor, wavenumber)
  if (deviate <= climate.tailStart) return above
  const tail = climate.tailSlope * above
  return tail + ((above - tail) * climate.tailStart) / deviate
}

/**
 * Attenuation relative to free space at the quantiles asked for, dB.
 * @param variabilityMode 0 single message, 1 accidental, 2 mobile, 3 broadcast; +10 without location, +20 without situation.
 */
export function attenuationAtQuantiles(
  path: ItmPath,
  referenceDb: number,
  options: Quantiles & { climate: number; variabilityMode: number },
  warnings: string[],
): number {
  const climate = CLIMATES[options.climate - 1]
  requireItm(climate !== undefined, 'climate', options.climate, 'give a whole number from 1 to 7')
  if (climate === undefined) return Number.NaN
  const kind = options.variabilityMode % 10
  const withoutSituation = options.variabilityMode >= 20
  const withoutLocation = options.variabilityMode % 20 >= 10
  const situation = normalDeviate(options.situationPercent / 100)
  const time = kind === 0 ? situation : normalDeviate(options.timePercent / 100)
  const ownLocation = kind === 3 ? normalDeviate(options.locationPercent / 100) : time
  const location = kind <= 1 ? situation : ownLocation
  if ([time, location, situation].some((deviate) => Math.abs(deviate) > 3.1)) warnings.push('itm.extreme-variability')

  const distanceM = effectiveDistanceM(path)
  const roughness = path.wavenumber * irregularityOverDistance(path.distanceM, path.terrainIrregularityM)
  const locationSigma = withoutLocation ? 0 : (10 * roughness) / (roughness + 13)
  const situationSigma = withoutSituation ? 0 : 5 + 3 * Math.exp(-distanceM / 100e3)
  const timeSigma = timeDeviationDb(climate, path.wavenumber, distanceM, time)
  const timeDb = timeSigma * time
  const locationDb = locationSigma * location
  const residual = situationSigma ** 2 + timeDb ** 2 / (7.8 + situation ** 2) + locationDb ** 2 / (24 + situation ** 2)

  // What one message, one accident or one mobile station cannot average out joins the situation.
  const reliabilityDb = [0, timeDb, Math.hypot(timeSigma, locationSigma) * time, timeDb + locationDb][kind] ?? 0
  const joined = [timeSigma ** 2 + locationSigma ** 2, locationSigma ** 2, 0, 0][kind] ?? 0
  const confidenceDb = Math.sqrt(joined + residual) * situation
  const db = referenceDb - onCurve(climate.median, distanceM) - reliabilityDb - confidenceDb
  // Gains over free space are possible but held back.
  return db < 0 ? (db * (29 - db)) / (29 - 10 * db) : db
}
