/** A path as the attenuation functions of the Irregular Terrain Model see it: geometry, earth and ground together. */
import type { Complex, EarthAndGround } from './earthAndGround'
import type { PathGeometry } from './pathGeometry'

export interface ItmPath extends PathGeometry {
  frequencyMhz: number
  /** Frequency over 47.7 MHz m, per metre. */
  wavenumber: number
  surfaceRefractivity: number
  effectiveRadiusM: number
  impedance: Complex
  impedanceSize: number
  /** Point to point rather than area. */
  terrainKnown: boolean
  /** Sum of the horizon distances of the path, and of a smooth earth with the same effective heights. */
  horizonSumM: number
  smoothSumM: number
  /** Angular distance over which there is line of sight. */
  losAngleRad: number
}

export function itmPath(geometry: PathGeometry, earth: EarthAndGround, frequencyMhz: number, terrainKnown: boolean): ItmPath {
  const { horizonDistanceM, horizonAngleRad, effectiveHeightM } = geometry
  const radiusM = earth.effectiveRadiusM
  const horizonSumM = horizonDistanceM.tx + horizonDistanceM.rx
  // Field by field: coverage makes millions of these, and spreading costs more than all the model's logarithms.
  return {
    distanceM: geometry.distanceM,
    structuralHeightM: geometry.structuralHeightM,
    effectiveHeightM,
    horizonDistanceM,
    horizonAngleRad,
    terrainIrregularityM: geometry.terrainIrregularityM,
    surfaceRefractivity: earth.surfaceRefractivity,
    effectiveRadiusM: radiusM,
    impedance: earth.impedance,
    frequencyMhz,
    wavenumber: frequencyMhz / 47.7,
    impedanceSize: Math.hypot(earth.impedance.re, earth.impedance.im),
    terrainKnown,
    horizonSumM,
    smoothSumM: Math.sqrt(2 * effectiveHeightM.tx * radiusM) + Math.sqrt(2 * effectiveHeightM.rx * radiusM),
    losAngleRad: -Math.max(horizonAngleRad.tx + horizonAngleRad.rx, -horizonSumM / radiusM),
  }
}
