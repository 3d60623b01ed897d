/** A radio profile as the lines of a table: what to set up on the mast, with units. */
import type { Antenna, RadioProfile } from '../../model/radioProfile'

export interface RadioFact {
  label: string
  value: string
}

/** What the crew sets up or checks; the path-loss model is the planner's business and stays out. */
export function radioFacts(profile: RadioProfile): RadioFact[] {
  return [
    { label: 'Profile', value: profile.name },
    { label: 'Frequency', value: `${number(profile.frequencyMhz)} MHz` },
    { label: 'Transmit power', value: `${number(profile.txPowerDbm)} dBm` },
    { label: 'Antenna gain', value: `${number(profile.antennaGainDbi)} dBi` },
    { label: 'Antenna height', value: `${number(profile.antennaHeightM)} m above ground` },
    { label: 'Antenna', value: antennaText(profile.antenna) },
    { label: 'Receiver threshold', value: `${number(profile.sensitivityDbm + profile.marginDb)} dBm` },
  ]
}

function antennaText(antenna: Antenna): string {
  switch (antenna.kind) {
    case 'omni':
      return 'All round'
    case 'sector':
      return `Sector towards ${number(antenna.azimuthDeg)}°, ${number(antenna.beamwidthDeg)}° wide`
    case 'pattern':
      return `Pattern, main direction ${number(antenna.azimuthDeg)}°`
  }
}

/** At most one decimal, with a true minus sign. */
function number(value: number): string {
  return String(Number(value.toFixed(1))).replace('-', '−')
}
