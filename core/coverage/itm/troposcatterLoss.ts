/**
 * Troposcatter far beyond the horizon in the Irregular Terrain Model (Hufford, the algorithm, 4.60–4.67 and 6.8–6.13;
 * TN101, chapter 9).
 */
import type { ItmPath } from './itmPath'

interface DistanceBranch {
  uptoM: number
  a: number
  b: number
  c: number
}

const FAR: DistanceBranch = { uptoM: Number.POSITIVE_INFINITY, a: 71.8, b: 0.157e-3, c: 5 }
const BRANCHES: readonly DistanceBranch[] = [
  { uptoM: 10e3, a: 133.4, b: 0.332e-3, c: -10 },
  { uptoM: 70e3, a: 104.6, b: 0.212e-3, c: -2.5 },
]

/** The attenuation function of TN101 from angle times distance, dB. */
function distanceFunctionDb(angularM: number): number {
  const { a, b, c } = BRANCHES.find((branch) => angularM <= branch.uptoM) ?? FAR
  return a + b * angularM + c * Math.log10(angularM)
}

/** Curves of the frequency gain for scattering efficiencies 1 to 5. */
const GAIN_CURVES = [
  { a: 25, b: 24 },
  { a: 80, b: 45 },
  { a: 177, b: 68 },
  { a: 395, b: 80 },
  { a: 705, b: 105 },
] as const

function frequencyGainDb(r: number, efficiency: number): number {
  const bounded = Math.min(Math.max(efficiency, 1), 5)
  const lower = Math.trunc(bounded)
  const curve = (number: number): number => {
    const { a, b } = GAIN_CURVES[number - 1] ?? GAIN_CURVES[4]
    return 10 * Math.log10(1 + a / r ** 4 + b / r ** 2)
  }
  const fraction = bounded - lower
  return fraction === 0 ? curve(lower) : (1 - fraction) * curve(lower) + fraction * curve(lower + 1)
}

/** The frequency gain of a path, dB; null where both antennas are too low for scatter to be defined. */
function pathGainDb(path: ItmPath, distanceM: number): number | null {
  const { horizonDistanceM, effectiveHeightM, horizonAngleRad, surfaceRefractivity } = path
  const offset = horizonDistanceM.tx - horizonDistanceM.rx
  const asymmetryM = Math.abs(offset)
  const heightRatio = offset < 0 ? effectiveHeightM.tx / effectiveHeightM.rx : effectiveHeightM.rx / effectiveHeightM.tx
  const angle = horizonAngleRad.tx + horizonAngleRad.rx + distanceM / path.effectiveRadiusM
  const r1 = 2 * path.wavenumber * angle * effectiveHeightM.tx
  const r2 = 2 * path.wavenumber * angle * effectiveHeightM.rx
  if (r1 < 0.2 && r2 < 0.2) return null
  const symmetry = (distanceM - asymmetryM) / (distanceM + asymmetryM)
  const q = Math.min(Math.max(0.1, heightRatio / symmetry), 10)
  const s = Math.max(0.1, symmetry)
  const crossingM = ((distanceM - asymmetryM) * (distanceM + asymmetryM) * angle * 0.25) / distanceM
  const refraction = 0.031 - surfaceRefractivity * 2.32e-3 + surfaceRefractivity ** 2 * 5.67e-6
  const efficiency = (crossingM / 1755.6) * (1 + refraction * Math.exp(-(Math.min(1.7, crossingM / 8e3) ** 6)))
  const mean = (frequencyGainDb(r1, efficiency) + frequencyGainDb(r2, efficiency)) / 2
  const correction = 6 * (0.6 - Math.log10(Math.max(efficiency, 1))) * Math.log10(s) * Math.log10(q)
  const gain = Math.max(mean + Math.min(mean, correction), 0)
  if (efficiency >= 1) return gain
  const product = ((1 + Math.SQRT2 / r1) * (1 + Math.SQRT2 / r2)) ** 2
  const none = 10 * Math.log10((product * (r1 + r2)) / (r1 + r2 + 2 * Math.SQRT2))
  return efficiency * gain + (1 - efficiency) * none
}

/**
 * Attenuation at two distances far in the scatter region, dB; null where scatter is not defined. Above 15 dB the
 * frequency gain of the farther one counts for both.
 */
export function troposcatterLossDb(path: ItmPath, nearM: number, farM: number): { nearDb: number; farDb: number } | null {
  const farGainDb = pathGainDb(path, farM)
  if (farGainDb === null) return null
  const nearOwnDb = farGainDb > 15 ? farGainDb : pathGainDb(path, nearM)
  if (nearOwnDb === null) return null
  const at = (distanceM: number, gainDb: number): number => {
    const bend = distanceM / path.effectiveRadiusM - path.losAngleRad
    const spread = 10 * Math.log10(path.frequencyMhz * bend ** 4)
    const air = 0.1 * (path.surfaceRefractivity - 301) * Math.exp((-bend * distanceM) / 40e3)
    return distanceFunctionDb(bend * distanceM) + spread - air + gainDb
  }
  const nearDb = at(nearM, nearOwnDb > 15 ? farGainDb : nearOwnDb)
  // A loss this large means that scatter carries nothing.
  return nearDb < 1000 ? { nearDb, farDb: at(farM, farGainDb) } : null
}
