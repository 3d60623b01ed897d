/**
 * A link over known terrain: what is in the way, what the Irregular Terrain Model says the path loses, and what arrives of
 * a radio profile's power.
 */
import { bearingDeg } from '../../geo/sphere'
import type { RadioProfile } from '../../model/radioProfile'
import { type ItmPointToPointInput, itmPointToPoint } from '../itm/itmPointToPoint'
import type { ItmResult } from '../itm/itmResult'
import { antennaAttenuationDb, fixedGainDbm, thresholdDbm } from '../linkBudget'
import { usualItm } from '../models/usualItm'
import { type LineOfSight, lineOfSight, USUAL_K_FACTOR } from './lineOfSight'
import type { TerrainProfile } from './terrainProfile'

export interface TerrainLink {
  sight: LineOfSight
  /** Null when the path lacks terrain: the model has no answer for ground that is not known. */
  itm: ItmResult | null
  /** Null with `itm`. */
  receivedDbm: number | null
  /** Received power above what the profile asks for, its margin included; null with `itm`. */
  marginDb: number | null
  thresholdDbm: number
  /** Degrees clockwise from north at the first end. */
  bearingDeg: number
}

/** The far end's situation is known, so that location variability would count the terrain twice (mode 3 with +10). */
const BROADCAST_WITHOUT_LOCATION = 13

function bearingOf({ latDeg, lngDeg }: TerrainProfile): number {
  const place = (index: number) => ({ lat: latDeg.at(index) ?? 0, lng: lngDeg.at(index) ?? 0 })
  return bearingDeg(place(0), place(-1))
}

/** The model's input for a profile's radio over a path without gaps. */
function itmInputOf(
  { resolutionM, elevationsM }: Pick<TerrainProfile, 'resolutionM' | 'elevationsM'>,
  radio: RadioProfile,
  heights: { fromM: number; toM: number },
): ItmPointToPointInput {
  const { timePercent, locationPercent, situationPercent, terrainIrregularityM: _, ...ground } = radio.itm ?? usualItm
  return {
    ...ground,
    profile: { resolutionM, elevationsM },
    frequencyMhz: radio.frequencyMhz,
    transmitterHeightM: heights.fromM,
    receiverHeightM: heights.toM,
    mode: { kind: 'tls', timePercent, locationPercent, situationPercent },
    variabilityMode: BROADCAST_WITHOUT_LOCATION,
  }
}

/**
 * The link from the first end, where the profile's antenna stands, to the last, where its receiver is.
 * @param heights above ground, metres; they replace the profile's own.
 * @throws Problem `itm.*` naming the field.
 */
export function terrainLink(
  terrain: TerrainProfile,
  radio: RadioProfile,
  heights: { fromM: number; toM: number },
  kFactor: number = USUAL_K_FACTOR,
): TerrainLink {
  const sight = lineOfSight(terrain, heights, radio.frequencyMhz, kFactor)
  const itm = terrain.gaps.length === 0 ? itmPointToPoint(itmInputOf(terrain, radio, heights)) : null
  const bearing = bearingOf(terrain)
  const threshold = thresholdDbm(radio)
  const receivedDbm = itm && fixedGainDbm(radio) - antennaAttenuationDb(radio.antenna, bearing) - itm.lossDb
  return {
    sight,
    itm,
    receivedDbm,
    marginDb: receivedDbm === null ? null : receivedDbm - threshold,
    thresholdDbm: threshold,
    bearingDeg: bearing,
  }
}
