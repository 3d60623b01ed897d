/**
 * Horizons, effective heights and terrain irregularity of a path in the Irregular Terrain Model: read off a profile
 * (point to point) or estimated from delta h and the siting (area); Hufford, the algorithm, section 3, and TR-82-100.
 */
import type { Ends } from './itmInput'
import { type ElevationProfile, fittedEnds, sampleAt, terrainIrregularity } from './terrainIrregularity'

export interface PathGeometry {
  distanceM: number
  structuralHeightM: Ends
  effectiveHeightM: Ends
  horizonDistanceM: Ends
  horizonAngleRad: Ends
  terrainIrregularityM: number
}

/** How carefully an antenna is placed in the area mode: 0 at random, 1 with care, 2 with great care. */
export type ItmSiting = 0 | 1 | 2

interface Horizon {
  angleRad: number
  distanceM: number
}

interface StatisticalHorizon extends Horizon {
  heightM: number
}

function usualHorizonM(heightM: number, radiusM: number, irregularityM: number): number {
  return Math.sqrt(2 * heightM * radiusM) * Math.exp(-0.07 * Math.sqrt(irregularityM / Math.max(heightM, 5)))
}

function usualHorizon(heightM: number, radiusM: number, irregularityM: number): StatisticalHorizon {
  const smoothM = Math.sqrt(2 * heightM * radiusM)
  const distanceM = usualHorizonM(heightM, radiusM, irregularityM)
  return { heightM, distanceM, angleRad: (0.65 * irregularityM * (smoothM / distanceM - 1) - 2 * heightM) / smoothM }
}

/** The horizon as the antenna at the first sample sees it; `reversed` looks from the last one. */
function seenHorizon(profile: ElevationProfile, radiusM: number, heightM: Ends, reversed: boolean): Horizon {
  const { elevationsM, resolutionM } = profile
  const last = elevationsM.length - 1
  const at = (step: number): number => sampleAt(elevationsM, reversed ? last - step : step)
  const eye = at(0) + (reversed ? heightM.rx : heightM.tx)
  const other = at(last) + (reversed ? heightM.tx : heightM.rx)
  const lengthM = last * resolutionM
  let angleRad = (other - eye) / lengthM - lengthM / (2 * radiusM)
  let distanceM = lengthM
  // The search starts at the transmitter's side for both ends, so that of equal angles the same sample wins.
  for (let index = 1; index < last; index++) {
    const step = reversed ? last - index : index
    const away = step * resolutionM
    const angle = (at(step) - eye) / away - away / (2 * radiusM)
    if (angle > angleRad) {
      angleRad = angle
      distanceM = away
    }
  }
  return { angleRad, distanceM }
}

/** Geometry of a path whose terrain is known. */
export function profileGeometry(profile: ElevationProfile, structuralHeightM: Ends, radiusM: number): PathGeometry {
  const { elevationsM, resolutionM } = profile
  const last = elevationsM.length - 1
  const distanceM = last * resolutionM
  const tx = seenHorizon(profile, radiusM, structuralHeightM, false)
  const rx = seenHorizon(profile, radiusM, structuralHeightM, true)
  // The ground right below an antenna does not count: 15 antenna heights, or a tenth of the way to the horizon.
  const fromM = Math.min(15 * structuralHeightM.tx, 0.1 * tx.distanceM)
  const toM = distanceM - Math.min(15 * structuralHeightM.rx, 0.1 * rx.distanceM)
  const terrainIrregularityM = terrainIrregularity(profile, fromM, toM)
  const above = (index: number, fitted: number): number => Math.max(sampleAt(elevationsM, index) - fitted, 0)
  const geometry = (a: StatisticalHorizon, b: StatisticalHorizon): PathGeometry => ({
    distanceM,
    structuralHeightM,
    terrainIrregularityM,
    effectiveHeightM: { tx: a.heightM, rx: b.heightM },
    horizonDistanceM: { tx: a.distanceM, rx: b.distanceM },
    horizonAngleRad: { tx: a.angleRad, rx: b.angleRad },
  })
  if (tx.distanceM + rx.distanceM <= 1.5 * distanceM) {
    const near = fittedEnds(profile, fromM, 0.9 * tx.distanceM).first
    const far = fittedEnds(profile, distanceM - 0.9 * rx.distanceM, toM).last
    return geometry(
      { ...tx, heightM: structuralHeightM.tx + above(0, near) },
      { ...rx, heightM: structuralHeightM.rx + above(last, far) },
    )
  }
  // Well within line of sight the horizons that were seen are the other antenna: take usual ones instead.
  const line = fittedEnds(profile, fromM, toM)
  let txHeightM = structuralHeightM.tx + above(0, line.first)
  let rxHeightM = structuralHeightM.rx + above(last, line.last)
  const reachM = usualHorizonM(txHeightM, radiusM, terrainIrregularityM) + usualHorizonM(rxHeightM, radiusM, terrainIrregularityM)
  if (reachM <= distanceM) {
    const lift = (distanceM / reachM) ** 2
    txHeightM *= lift
    rxHeightM *= lift
  }
  return geometry(usualHorizon(txHeightM, radiusM, terrainIrregularityM), usualHorizon(rxHeightM, radiusM, terrainIrregularityM))
}

function sitedHeight(heightM: number, siting: ItmSiting, irregularityM: number): number {
  if (siting === 0) return heightM
  const best = (siting === 1 ? 4 : 9) * (heightM < 5 ? Math.sin(0.1 * Math.PI * heightM) : 1)
  return heightM + (1 + best) * Math.exp(-Math.min(20, (2 * heightM) / Math.max(1e-3, irregularityM)))
}

/** Geometry of a path of which only the length, the roughness of the region and the siting are known. */
export function areaGeometry(
  distanceM: number,
  structuralHeightM: Ends,
  siting: { tx: ItmSiting; rx: ItmSiting },
  terrainIrregularityM: number,
  radiusM: number,
): PathGeometry {
  const tx = usualHorizon(sitedHeight(structuralHeightM.tx, siting.tx, terrainIrregularityM), radiusM, terrainIrregularityM)
  const rx = usualHorizon(sitedHeight(structuralHeightM.rx, siting.rx, terrainIrregularityM), radiusM, terrainIrregularityM)
  return {
    distanceM,
    structuralHeightM,
    terrainIrregularityM,
    effectiveHeightM: { tx: tx.heightM, rx: rx.heightM },
    horizonDistanceM: { tx: tx.distanceM, rx: rx.distanceM },
    horizonAngleRad: { tx: tx.angleRad, rx: rx.angleRad },
  }
}
