/**
 * Recommendation ITU-R P.1812-6: terrestrial point-to-area propagation over a known profile at 30 MHz to 6 GHz. Basic
 * transmission loss not exceeded for a share of time and of locations, and the field strength that goes with it. Outdoors;
 * the maps of refractivity are not part of it, their two values are inputs.
 */
import { anomalousLossDb } from './anomalousLoss'
import { deltaBullingtonDb } from './deltaBullington'
import { checkP1812, type P1812Input } from './p1812Input'
import { analyseP1812Path, type P1812Path, RARE_RADIUS_KM } from './p1812Path'

export interface P1812Result {
  /** Basic transmission loss. */
  lossDb: number
  /** Field strength for 1 kW effective radiated power, dB(µV/m). */
  fieldDbuvPerM: number
  freeSpaceDb: number
  /** Codes. */
  warnings: string[]
}

/** The deviate exceeded by a share of the normal distribution (Attachment 2 to Annex 1). */
function inverseNormal(share: number): number {
  const bounded = Math.min(Math.max(share, 1e-6), 1 - 1e-6)
  const t = Math.sqrt(-2 * Math.log(Math.min(bounded, 1 - bounded)))
  const correction = ((0.010328 * t + 0.802853) * t + 2.515516698) / (((0.001308 * t + 0.189269) * t + 1.432788) * t + 1)
  return bounded <= 0.5 ? t - correction : correction - t
}

/** From 1 to 0 around a middle. */
const fade = (value: number, middle: number, steepness: number): number =>
  1 - 0.5 * (1 + Math.tanh((3 * steepness * (value - middle)) / middle))

function troposcatterDb(
  { lengthKm, angularDistanceMrad }: P1812Path,
  f: number,
  timePercent: number,
  refractivity: number,
): number {
  const frequencyDb = 25 * Math.log10(f) - 2.5 * Math.log10(f / 2) ** 2
  const timeDb = 10.125 * Math.log10(50 / timePercent) ** 0.7
  return 190.1 + frequencyDb + 20 * Math.log10(lengthKm) + 0.573 * angularDistanceMrad - 0.15 * refractivity - timeDb
}

/** @throws Problem `p1812.bad-input` naming the field. */
export function p1812(input: P1812Input): P1812Result {
  const warnings = checkP1812(input)
  const path = analyseP1812Path(input)
  const f = input.frequencyMhz / 1000
  const { timePercent } = input
  const { lengthKm, horizonKm, seaShare, rareTimePercent } = path
  const vertical = input.polarisation === 'vertical'

  const freeSpaceDb = 92.4 + 20 * Math.log10(f) + 10 * Math.log10(lengthKm ** 2 + ((path.txM - path.rxM) / 1000) ** 2)
  const focusDb = (percent: number): number =>
    2.6 * (1 - Math.exp(-0.1 * (horizonKm.tx + horizonKm.rx))) * Math.log10(percent / 50)
  const sightDb = freeSpaceDb + focusDb(timePercent)
  const rareSightDb = freeSpaceDb + focusDb(rareTimePercent)

  const medianDiffractionDb = deltaBullingtonDb(path, path.medianRadiusKm, f, vertical)
  const rareDiffractionDb = deltaBullingtonDb(path, RARE_RADIUS_KM, f, vertical)
  const quantile = inverseNormal(timePercent / 100) / inverseNormal(rareTimePercent / 100)
  const towardsRare = timePercent > rareTimePercent ? quantile : 1
  const spreadDb = towardsRare * (rareDiffractionDb - medianDiffractionDb)
  const diffractionDb = timePercent === 50 ? medianDiffractionDb : medianDiffractionDb + spreadDb

  // The least loss there may be: sight with the part of the diffraction that lies over land.
  const landDb = (1 - seaShare) * diffractionDb
  const medianDb = freeSpaceDb + medianDiffractionDb
  const leastDb = timePercent >= rareTimePercent ? medianDb + (rareSightDb + landDb - medianDb) * quantile : sightDb + landDb

  const coastKm = {
    tx: input.profile.zones[0] === 1 ? 0 : (input.coastKm?.tx ?? 500),
    rx: input.profile.zones[input.profile.zones.length - 1] === 1 ? 0 : (input.coastKm?.rx ?? 500),
  }
  const anomalousDb = anomalousLossDb(path, { frequencyGhz: f, timePercent, coastKm })
  const enhancedDb = 2.5 * Math.log(Math.exp(anomalousDb / 2.5) + Math.exp(sightDb / 2.5))
  const boundDb = sightDb + diffractionDb
  const mixedDb = enhancedDb <= boundDb ? enhancedDb + (boundDb - enhancedDb) * fade(lengthKm, 20, 0.5) : boundDb
  const modifiedDb = mixedDb + (leastDb - mixedDb) * fade(path.angularDistanceMrad, 0.3, 0.8)

  const scatterDb = troposcatterDb(path, f, timePercent, input.seaLevelRefractivity)
  const eitherDb = -5 * Math.log10(10 ** (-0.2 * scatterDb) + 10 ** (-0.2 * modifiedDb))
  const atSea = input.profile.zones[input.profile.zones.length - 1] === 1
  const locationDb = atSea ? 0 : -inverseNormal(input.locationPercent / 100) * input.locationDeviationDb
  const lossDb = Math.max(sightDb, eitherDb + locationDb)
  return { lossDb, fieldDbuvPerM: 199.36 + 20 * Math.log10(f) - lossDb, freeSpaceDb, warnings }
}
