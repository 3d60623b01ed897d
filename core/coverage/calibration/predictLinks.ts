/** What a profile predicts for every measured link, each hotspot with its own power, gain, height and antenna. */
import { bearingDeg, type LatLng } from '../../geo/sphere'
import type { HotspotRadio, RadioProfile } from '../../model/radioProfile'
import { antennaAttenuationDb, createReceivedDbm, fixedGainDbm, withHotspotRadio } from '../linkBudget'
import type { JoinedSamples, Measurements } from './measurements'

/** A hotspot of the fleet, as measurements are joined with it. */
export interface MeasuredHotspot {
  name: string
  lat: number
  lng: number
  radio?: HotspotRadio | undefined
}

/** Received power over imported terrain, dBm; NaN where terrain is missing. */
type PowerOverTerrain = (profile: RadioProfile, from: LatLng, to: LatLng) => number

export interface LinkPredictionInput {
  measurements: Measurements
  joined: JoinedSamples
  /** By row of `measurements.hotspots`; undefined for those that the fleet does not know. */
  sites: readonly (MeasuredHotspot | undefined)[]
  profile: RadioProfile
  /** Needed by profiles of the model `itm-terrain`. */
  powerOverTerrain?: PowerOverTerrain | undefined
  onProgress?: ((share: number) => void) | undefined
}

export interface LinkPredictions {
  /** Median power by the profile, per sample, NaN where terrain is missing; null for a law that was never entered. */
  predictedDbm: Float32Array | null
  /** How much more the hotspot sends in the sample's direction than the profile's main direction, by its own figures, dB. */
  ownGainDb: Float32Array
}

const SAMPLES_PER_REPORT = 5_000

/**
 * The profile is the one that is calibrated, also for hotspots that follow another elsewhere.
 * @throws Problem as createReceivedDbm does.
 */
export function predictLinks(input: LinkPredictionInput): LinkPredictions {
  const { measurements, joined, sites, profile, powerOverTerrain, onProgress } = input
  const { distanceM, hotspot } = joined.samples
  const count = distanceM.length
  const isKnown = profile.model !== 'log-distance' || profile.logDistance !== undefined
  const ownGainDb = new Float32Array(count)
  const predictedDbm = isKnown ? new Float32Array(count) : null
  const links = sites.map((site) => site && linkOf(site, profile, isKnown, powerOverTerrain))
  for (let sample = 0; sample < count; sample++) {
    if (sample % SAMPLES_PER_REPORT === 0) onProgress?.(sample / count)
    const link = links[hotspot[sample] ?? 0]
    if (!link) continue
    const row = joined.rows[sample] ?? 0
    const place = { lat: measurements.lat[row] ?? 0, lng: measurements.lng[row] ?? 0 }
    const bearing = link.isDirected ? bearingDeg(link.site, place) : 0
    ownGainDb[sample] = link.ownGainDb(bearing)
    if (predictedDbm) predictedDbm[sample] = link.predictedDbm(distanceM[sample] ?? 0, bearing, place)
  }
  return { predictedDbm, ownGainDb }
}

function linkOf(site: MeasuredHotspot, profile: RadioProfile, isKnown: boolean, powerOverTerrain: PowerOverTerrain | undefined) {
  const own = withHotspotRadio(profile, site.radio)
  const moreDb = fixedGainDbm(own) - fixedGainDbm(profile)
  const received = isKnown && !(own.model === 'itm-terrain' && powerOverTerrain) ? createReceivedDbm(own) : null
  return {
    site,
    isDirected: own.antenna.kind !== 'omni',
    ownGainDb: (bearingDeg: number) => moreDb - antennaAttenuationDb(own.antenna, bearingDeg),
    predictedDbm: (apartM: number, bearingDeg: number, place: LatLng) =>
      received ? received(apartM, bearingDeg) : (powerOverTerrain?.(own, site, place) ?? Number.NaN),
  }
}
