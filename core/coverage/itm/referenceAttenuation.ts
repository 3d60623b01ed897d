/**
 * The reference attenuation of the Irregular Terrain Model, relative to free space: line of sight, diffraction or
 * troposcatter, whichever the distance falls into (Longley and Rice, ERL 79-ITS 67, 3.16–3.21; Hufford, the algorithm).
 */
import { Problem } from '../../model/problem'
import { diffractionLossDb } from './diffractionLoss'
import { requireItm } from './itmInput'
import type { ItmPath } from './itmPath'
import type { ItmPropagation } from './itmResult'
import { type AttenuationLine, lineOfSightLossDb } from './lineOfSightLoss'
import { troposcatterLossDb } from './troposcatterLoss'

function checkPath(path: ItmPath, warnings: string[]): void {
  const { horizonAngleRad, horizonDistanceM, effectiveHeightM, surfaceRefractivity, impedance, distanceM } = path
  for (const [end, name] of [['tx', 'transmitter'] as const, ['rx', 'receiver'] as const]) {
    const smoothM = Math.sqrt(2 * effectiveHeightM[end] * path.effectiveRadiusM)
    if (Math.abs(horizonAngleRad[end]) > 0.2) warnings.push(`itm.${name}-horizon-angle`)
    if (horizonDistanceM[end] < 0.1 * smoothM) warnings.push(`itm.${name}-horizon-near`)
    if (horizonDistanceM[end] > 3 * smoothM) warnings.push(`itm.${name}-horizon-far`)
  }
  if (surfaceRefractivity < 150 || surfaceRefractivity > 400) {
    throw new Problem(
      'itm.refractivity',
      `The path lies so high or low that its refractivity is ${surfaceRefractivity.toFixed(0)} N-units; the model needs 150 to 400.`,
      { field: 'surfaceRefractivity' },
    )
  }
  if (surfaceRefractivity < 250) warnings.push('itm.refractivity-small')
  requireItm(
    path.effectiveRadiusM >= 4e6 && path.effectiveRadiusM <= 13_333_333,
    'surfaceRefractivity',
    surfaceRefractivity,
    'choose another, for the effective earth radius leaves 4000–13 333 km',
  )
  requireItm(
    impedance.re > Math.abs(impedance.im),
    'permittivity',
    'too small for how well the ground conducts',
    'raise it above 1',
  )
  if (distanceM < Math.abs(effectiveHeightM.tx - effectiveHeightM.rx) / 0.2) warnings.push('itm.path-steep')
  if (distanceM < 1e3) warnings.push('itm.path-short')
  if (distanceM > 2000e3) warnings.push('itm.path-too-long')
  else if (distanceM > 1000e3) warnings.push('itm.path-long')
}

/** The diffraction line, drawn through two distances far beyond both horizons. */
function diffractionLine(path: ItmPath, scaleM: number): AttenuationLine {
  const nearM = Math.max(path.smoothSumM, path.horizonSumM + 5 * scaleM)
  const farM = nearM + 10 * scaleM
  const nearDb = diffractionLossDb(path, nearM)
  const slopeDbPerM = (diffractionLossDb(path, farM) - nearDb) / (farM - nearM)
  return { slopeDbPerM, interceptDb: nearDb - slopeDbPerM * nearM }
}

/**
 * The curve k1 d + k2 ln d that runs through the two-ray loss near the transmitter and meets the diffraction line at the
 * smooth earth's limit of sight.
 */
function lineOfSightDb(path: ItmPath, diffraction: AttenuationLine): number {
  const { smoothSumM: limitM, horizonSumM, effectiveHeightM, distanceM } = path
  const { interceptDb, slopeDbPerM } = diffraction
  const limitDb = limitM * slopeDbPerM + interceptDb
  let nearM = 0.04 * path.frequencyMhz * effectiveHeightM.tx * effectiveHeightM.rx
  let farM: number
  if (interceptDb >= 0) {
    nearM = Math.min(nearM, 0.5 * horizonSumM)
    farM = nearM + 0.25 * (horizonSumM - nearM)
  } else {
    farM = Math.max(-interceptDb / slopeDbPerM, 0.25 * horizonSumM)
  }
  const farDb = lineOfSightLossDb(path, farM, diffraction)
  let linear = Math.max(limitDb - farDb, 0) / (limitM - farM) || slopeDbPerM
  let logarithmic = 0
  if (nearM < farM) {
    const nearDb = lineOfSightLossDb(path, nearM, diffraction)
    const decay = Math.log(limitM / nearM)
    const rise = (limitM - nearM) * (farDb - nearDb) - (farM - nearM) * (limitDb - nearDb)
    const curve = Math.max(0, rise / ((limitM - nearM) * Math.log(farM / nearM) - (farM - nearM) * decay))
    if (interceptDb > 0 || curve > 0) {
      logarithmic = curve
      linear = (limitDb - nearDb - curve * decay) / (limitM - nearM)
      if (linear < 0) {
        logarithmic = Math.max(limitDb - nearDb, 0) / decay
        linear = logarithmic === 0 ? slopeDbPerM : 0
      }
    }
  }
  return limitDb + linear * (distanceM - limitM) + logarithmic * Math.log(distanceM / limitM)
}

function beyondHorizonDb(path: ItmPath, diffraction: AttenuationLine, scaleM: number): [number, ItmPropagation] {
  const { distanceM, horizonSumM, frequencyMhz } = path
  const nearM = horizonSumM + 200e3
  const scatter = troposcatterLossDb(path, nearM, horizonSumM + 400e3)
  const diffractionDb = diffraction.slopeDbPerM * distanceM + diffraction.interceptDb
  if (scatter === null) return distanceM > 10e6 ? [diffractionDb, 'troposcatter'] : [diffractionDb, 'diffraction']
  const slope = (scatter.farDb - scatter.nearDb) / 200e3
  const steeper = diffraction.slopeDbPerM - slope
  const crossingM = (scatter.nearDb - diffraction.interceptDb - slope * nearM) / steeper
  const changeM = Math.max(path.smoothSumM, horizonSumM + 1.088 * scaleM * Math.log(frequencyMhz), crossingM)
  if (distanceM <= changeM) return [diffractionDb, 'diffraction']
  return [slope * distanceM + steeper * changeM + diffraction.interceptDb, 'troposcatter']
}

/**
 * Reference attenuation, dB, never below 0, and how the wave gets there; adds the warnings that the path calls for.
 * @throws Problem `itm.refractivity` or `itm.bad-input` when the model has no answer for such ground or air.
 */
export function referenceAttenuation(path: ItmPath, warnings: string[]): { db: number; propagation: ItmPropagation } {
  checkPath(path, warnings)
  const scaleM = Math.cbrt(path.effectiveRadiusM ** 2 / path.frequencyMhz)
  const diffraction = diffractionLine(path, scaleM)
  const [db, propagation]: [number, ItmPropagation] =
    path.distanceM < path.smoothSumM
      ? [lineOfSightDb(path, diffraction), 'line-of-sight']
      : beyondHorizonDb(path, diffraction, scaleM)
  return { db: Math.max(db, 0), propagation }
}
