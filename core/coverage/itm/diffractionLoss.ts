/**
 * Diffraction beyond the horizon in the Irregular Terrain Model: a weighted mean of two knife edges (TN101, annex I and
 * III) and of a smooth earth of three radii (Vogler 1964), plus a term for clutter (ERL 79-ITS 67, 3.23 and 3.38c).
 */
import type { ItmPath } from './itmPath'
import { irregularityOverDistance, terrainDeviation } from './terrainIrregularity'

/** Radius of the real earth as Vogler's curves have it. */
const EARTH_RADIUS_M = 6370e3

/** Loss over an ideal knife edge from the square of its Fresnel parameter, dB. */
function knifeEdgeDb(squared: number): number {
  return squared < 5.76 ? 6.02 + 9.11 * Math.sqrt(squared) - 1.27 * squared : 12.953 + 10 * Math.log10(squared)
}

function doubleKnifeEdgeDb(path: ItmPath, distanceM: number): number {
  const bend = distanceM / path.effectiveRadiusM - path.losAngleRad
  const beyondM = distanceM - path.horizonSumM
  const edge = (horizonM: number): number =>
    knifeEdgeDb((0.0795775 * path.wavenumber * bend * bend * horizonM * beyondM) / (beyondM + horizonM))
  return edge(path.horizonDistanceM.tx) + edge(path.horizonDistanceM.rx)
}

/** Vogler's height gain of an antenna whose horizon lies at the normalised distance x, dB. */
function heightGainDb(x: number, k: number): number {
  if (x < 200) {
    const w = -Math.log(k)
    if (k >= 1e-5 && x * w ** 3 <= 5495) return (2.5e-5 * x * x) / k - 8.686 * w - 15
    return x > 1 ? 17.372 * Math.log(x) - 117 : -117
  }
  const distant = 0.05751 * x - 4.343 * Math.log(x)
  if (x >= 2000) return distant
  const blend = 0.0134 * x * Math.exp(-0.005 * x)
  return (1 - blend) * distant + blend * (17.372 * Math.log(x) - 117)
}

function smoothEarthDb(path: ItmPath, distanceM: number): number {
  const bend = distanceM / path.effectiveRadiusM - path.losAngleRad
  const cubeRootF = Math.cbrt(path.frequencyMhz)
  const scaled = (radiusM: number, arcM: number): { x: number; k: number } => {
    const c = Math.cbrt(((4 / 3) * EARTH_RADIUS_M) / radiusM)
    const k = (0.017778 * c) / (cubeRootF * path.impedanceSize)
    return { k, x: (1.607 - k) * c * c * cubeRootF * (arcM / 1000) }
  }
  const { tx: txHorizonM, rx: rxHorizonM } = path.horizonDistanceM
  const tx = scaled((0.5 * txHorizonM * txHorizonM) / path.effectiveHeightM.tx, txHorizonM)
  const rx = scaled((0.5 * rxHorizonM * rxHorizonM) / path.effectiveHeightM.rx, rxHorizonM)
  const beyondM = distanceM - path.horizonSumM
  const between = scaled(beyondM / bend, beyondM)
  const x = between.x + tx.x + rx.x
  return 0.05751 * x - 10 * Math.log10(x) - heightGainDb(tx.x, tx.k) - heightGainDb(rx.x, rx.k) - 20
}

/** Attenuation relative to free space at a distance beyond both horizons, dB. */
export function diffractionLossDb(path: ItmPath, distanceM: number): number {
  const { structuralHeightM, effectiveHeightM, frequencyMhz } = path
  const heights = structuralHeightM.tx * structuralHeightM.rx
  const deviationM = terrainDeviation(irregularityOverDistance(path.smoothSumM, path.terrainIrregularityM))
  const clutterDb = Math.min(15, 5 * Math.log10(1 + 1e-5 * heights * frequencyMhz * deviationM))
  // Where the terrain is known, low antennas are given something to stand on.
  const base = heights + (path.terrainKnown ? 10 : 0)
  const gained = Math.sqrt(1 + (effectiveHeightM.tx * effectiveHeightM.rx - heights) / base)
  const stretch = (path.horizonSumM - path.losAngleRad * path.effectiveRadiusM) / distanceM
  const roughness = irregularityOverDistance(distanceM, path.terrainIrregularityM) * path.wavenumber
  const weight = 25.1 / (25.1 + Math.sqrt((gained + stretch) * Math.min(roughness, 6283.2)))
  return weight * smoothEarthDb(path, distanceM) + (1 - weight) * doubleKnifeEdgeDb(path, distanceM) + clutterDb
}
