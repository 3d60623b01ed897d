/**
 * Attenuation within line of sight in the Irregular Terrain Model: two rays over rough ground, blended with the
 * diffraction line drawn out towards the transmitter (Hufford, the algorithm, 4.46–4.50).
 */
import { complexQuotient } from './earthAndGround'
import type { ItmPath } from './itmPath'
import { irregularityOverDistance, terrainDeviation } from './terrainIrregularity'

/** A straight line of attenuation over distance. */
export interface AttenuationLine {
  interceptDb: number
  slopeDbPerM: number
}

function twoRayDb(path: ItmPath, distanceM: number): number {
  const { tx, rx } = path.effectiveHeightM
  const { impedance, wavenumber } = path
  const grazing = (tx + rx) / Math.hypot(distanceM, tx + rx)
  const deviationM = terrainDeviation(irregularityOverDistance(distanceM, path.terrainIrregularityM))
  const reflection = complexQuotient(
    { re: grazing - impedance.re, im: -impedance.im },
    { re: grazing + impedance.re, im: impedance.im },
  )
  const roughening = Math.exp(-Math.min(10, wavenumber * deviationM * grazing))
  const power = (reflection.re ** 2 + reflection.im ** 2) * roughening ** 2
  // Rough ground never takes the reflected ray away entirely.
  const size = roughening * (power < 0.25 || power < grazing ? Math.sqrt(grazing / power) : 1)
  const direct = (2 * wavenumber * tx * rx) / distanceM
  const phase = direct > Math.PI / 2 ? Math.PI - (Math.PI / 2) ** 2 / direct : direct
  const re = Math.cos(phase) + size * reflection.re
  const im = -Math.sin(phase) + size * reflection.im
  return -10 * Math.log10(re * re + im * im)
}

/** Attenuation relative to free space at a distance within line of sight, dB. */
export function lineOfSightLossDb(path: ItmPath, distanceM: number, diffraction: AttenuationLine): number {
  const weight = 1 / (1 + (path.frequencyMhz * path.terrainIrregularityM) / Math.max(10e3, path.smoothSumM))
  const extendedDb = diffraction.slopeDbPerM * distanceM + diffraction.interceptDb
  return weight * twoRayDb(path, distanceM) + (1 - weight) * extendedDb
}
