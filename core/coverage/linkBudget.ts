/**
 * The link budget of a radio profile: received power in dBm at a ground distance and bearing, the power from which a
 * place counts as covered, and how far that reaches.
 */
import type { Antenna, HotspotRadio, RadioProfile } from '../model/radioProfile'
import { createPathLoss } from './pathLoss'

export type ReceivedDbm = (distanceM: number, bearingDeg: number) => number

/** Power from which a place counts as covered. */
export function thresholdDbm(profile: Pick<RadioProfile, 'sensitivityDbm' | 'marginDb'>): number {
  return profile.sensitivityDbm + profile.marginDb
}

/** What is sent and lost whatever the distance: power and gains of both ends in the main direction, body and clutter. */
export function fixedGainDbm(profile: RadioProfile): number {
  const { txPowerDbm, antennaGainDbi, receiverGainDbi, bodyLossDb, clutterLossDb } = profile
  return txPowerDbm + antennaGainDbi + receiverGainDbi - bodyLossDb - clutterLossDb
}

/**
 * Received power in dBm by ground distance in metres and bearing in degrees clockwise from north, from the site.
 * @throws Problem as createPathLoss does.
 */
export function createReceivedDbm(profile: RadioProfile): ReceivedDbm {
  const lossDb = createPathLoss(profile)
  const fixedDbm = fixedGainDbm(profile)
  const { antenna } = profile
  if (antenna.kind === 'omni') return (distanceM) => fixedDbm - lossDb(distanceM)
  return (distanceM, bearingDeg) => fixedDbm - antennaAttenuationDb(antenna, bearingDeg) - lossDb(distanceM)
}

/**
 * How much weaker an antenna is at a bearing than in its main direction, dB. A sector follows the parabola of 3GPP TR
 * 38.901 Table 7.3-1, 12 (angle / beamwidth)² up to its greatest attenuation: 3 dB at the edge of the beam. A pattern is
 * read between its bearings in a straight line.
 */
export function antennaAttenuationDb(antenna: Antenna, bearingDeg: number): number {
  if (antenna.kind === 'omni') return 0
  const clockwiseDeg = (((bearingDeg - antenna.azimuthDeg) % 360) + 360) % 360
  if (antenna.kind === 'sector') {
    const offDeg = Math.min(clockwiseDeg, 360 - clockwiseDeg)
    return Math.min(12 * (offDeg / antenna.beamwidthDeg) ** 2, antenna.maxAttenuationDb)
  }
  const count = antenna.attenuationDb.length
  const position = (clockwiseDeg / 360) * count
  const before = Math.floor(position) % count
  const here = antenna.attenuationDb[before] ?? 0
  const next = antenna.attenuationDb[(before + 1) % count] ?? here
  return here + (next - here) * (position - Math.floor(position))
}

/** Whether power depends on distance alone, the same in every direction. */
export function isIsotropic(profile: Pick<RadioProfile, 'model' | 'antenna'>): boolean {
  return profile.model !== 'itm-terrain' && profile.antenna.kind === 'omni'
}

/** The profile as one hotspot has it. Its `profileId` chose the profile already and is not read here. */
export function withHotspotRadio(profile: RadioProfile, radio: HotspotRadio | undefined): RadioProfile {
  if (radio === undefined) return profile
  return {
    ...profile,
    txPowerDbm: radio.txPowerDbm ?? profile.txPowerDbm,
    antennaGainDbi: radio.antennaGainDbi ?? profile.antennaGainDbi,
    antennaHeightM: radio.antennaHeightM ?? profile.antennaHeightM,
    antenna: radio.antenna ?? profile.antenna,
  }
}

/** Distances that are tried, evenly spaced in their logarithm: a gap narrower than one step may be overlooked. */
const STEPS = 2048
const HALVINGS = 60

/**
 * The greatest ground distance in metres, up to the profile's own limit, at which power reaches the threshold in the
 * antenna's best direction; 0 when it does nowhere. Loss need not grow everywhere with distance (two-ray break points,
 * quantiles of ITM), so the search comes from outside instead of bisecting the whole range.
 * @throws Problem as createPathLoss does.
 */
export function reachM(profile: RadioProfile): number {
  const lossDb = createPathLoss(profile)
  const greatestLossDb = fixedGainDbm(profile) - leastAttenuationDb(profile.antenna) - thresholdDbm(profile)
  const reaches = (distanceM: number) => lossDb(distanceM) <= greatestLossDb
  const { maxDistanceM } = profile
  if (reaches(maxDistanceM)) return maxDistanceM
  const nearestM = Math.min(1, maxDistanceM)
  const ratio = (nearestM / maxDistanceM) ** (1 / STEPS)
  let outsideM = maxDistanceM
  for (let step = 1; step <= STEPS; step++) {
    const distanceM = step === STEPS ? nearestM : maxDistanceM * ratio ** step
    if (reaches(distanceM)) return lastReached(reaches, distanceM, outsideM)
    outsideM = distanceM
  }
  return 0
}

function lastReached(reaches: (distanceM: number) => boolean, reachedM: number, outsideM: number): number {
  let inside = reachedM
  let outside = outsideM
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (inside + outside) / 2
    if (reaches(middle)) inside = middle
    else outside = middle
  }
  return inside
}

function leastAttenuationDb(antenna: Antenna): number {
  return antenna.kind === 'pattern' ? Math.min(...antenna.attenuationDb) : 0
}
