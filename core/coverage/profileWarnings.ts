/** What to know before trusting a radio profile. */
import type { RadioProfile } from '../model/radioProfile'
import { pathLossModels } from './models/modelCatalogue'
import { type ModelWarning, validityWarnings } from './models/modelValidity'

/** A kilowatt; figures above it are usually milliwatts written as dBm. */
const IMPLAUSIBLE_POWER_DBM = 60
/** Distances below this are usually kilometres. */
const IMPLAUSIBLE_REACH_M = 20

/** Everything in the profile that lies outside its model's stated validity, or that looks like another unit. */
export function profileWarnings(profile: RadioProfile): ModelWarning[] {
  const { title, validity } = pathLossModels[profile.model]
  const { frequencyMhz, maxDistanceM, antennaHeightM: transmitterHeightM, receiverHeightM } = profile
  const values = { frequencyMhz, distanceM: maxDistanceM, transmitterHeightM, receiverHeightM }
  const warnings = validityWarnings(title, validity, values)
  if (profile.txPowerDbm > IMPLAUSIBLE_POWER_DBM) {
    warnings.push({
      code: 'radio.implausible-power',
      message: `A power of ${profile.txPowerDbm} dBm is more than a kilowatt: check that it is not given in milliwatts.`,
      field: 'txPowerDbm',
    })
  }
  if (maxDistanceM < IMPLAUSIBLE_REACH_M) {
    warnings.push({
      code: 'radio.implausible-distance',
      message: `Nothing beyond ${maxDistanceM} m is counted: check that the greatest distance is not given in kilometres.`,
      field: 'maxDistanceM',
    })
  }
  return warnings
}
