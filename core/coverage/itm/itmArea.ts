/**
 * The ITS Irregular Terrain Model (Longley–Rice), v1.3/1.4, area mode: basic transmission loss where only the roughness
 * of the region is known (Hufford, Longley and Kissick, NTIA Report 82-100).
 */
import { earthAndGround } from './earthAndGround'
import { checkItmInput, type ItmCommonInput, requireItm } from './itmInput'
import { itmLoss } from './itmLoss'
import { itmPath } from './itmPath'
import type { ItmResult } from './itmResult'
import { areaGeometry, type ItmSiting } from './pathGeometry'

export interface ItmAreaInput extends ItmCommonInput {
  distanceKm: number
  /** Delta h: 0 water, 30 plains, 90 hills, 200 mountains, 500 rugged mountains. */
  terrainIrregularityM: number
  transmitterSiting: ItmSiting
  receiverSiting: ItmSiting
}

/** @throws Problem `itm.bad-input` naming the field. */
export function itmArea(input: ItmAreaInput): ItmResult {
  const warnings: string[] = []
  const quantiles = checkItmInput(input, warnings)
  const { distanceKm, terrainIrregularityM, transmitterSiting, receiverSiting } = input
  requireItm(Number.isFinite(distanceKm) && distanceKm > 0, 'distanceKm', distanceKm, 'give a number above 0')
  requireItm(
    Number.isFinite(terrainIrregularityM) && terrainIrregularityM >= 0,
    'terrainIrregularityM',
    terrainIrregularityM,
    'give 0 or more, 90 being usual',
  )
  for (const [field, siting] of [
    ['transmitterSiting', transmitterSiting] as const,
    ['receiverSiting', receiverSiting] as const,
  ]) {
    requireItm(
      siting === 0 || siting === 1 || siting === 2,
      field,
      siting,
      'give 0 (at random), 1 (with care) or 2 (with great care)',
    )
  }
  const earth = earthAndGround(input, 0)
  const geometry = areaGeometry(
    distanceKm * 1000,
    { tx: input.transmitterHeightM, rx: input.receiverHeightM },
    { tx: transmitterSiting, rx: receiverSiting },
    terrainIrregularityM,
    earth.effectiveRadiusM,
  )
  return itmLoss(itmPath(geometry, earth, input.frequencyMhz, false), { ...input, ...quantiles }, warnings)
}
