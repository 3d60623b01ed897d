/**
 * The radio profiles that come with the program: what each kind of link is assumed to do, since when, and who says so.
 * They are a start for planning, not a licence: powers are the usual limits, heights those of an ordinary site, and a site
 * with its own figures needs its own profile. The link is the weaker direction, written from the hotspot's side: a path
 * loses the same both ways, so `txPowerDbm` of LoRaWAN is the device's.
 */
import type { RadioProfile } from '../../model/radioProfile'
import { loraSensitivityDbm, noiseFloorDbm } from '../models/loraSensitivity'
import { pathLossModels } from '../models/modelCatalogue'

type Figures = Omit<RadioProfile, 'shadowingSigmaDb' | 'antenna' | 'createdAt' | 'updatedAt' | 'bodyLossDb' | 'clutterLossDb'>

/** LoRa at spreading factor 10, which devices start with and which the dwell time of US915 allows at most. */
const SF10_DBM = loraSensitivityDbm({ spreadingFactor: 10, bandwidthHz: 125_000, noiseFigureDb: 6 })

const FIGURES: readonly Figures[] = [
  {
    id: 'standard:lorawan-868',
    name: 'LoRaWAN 868 (Europe)',
    technology: 'lorawan',
    model: '38901-rma',
    environment: 'nlos',
    frequencyMhz: 868.1,
    txPowerDbm: 14,
    antennaGainDbi: 3,
    antennaHeightM: 15,
    receiverGainDbi: 0,
    receiverHeightM: 1.5,
    sensitivityDbm: round(SF10_DBM),
    marginDb: 10,
    maxDistanceM: 10_000,
    validFrom: '2022-09-01',
    source:
      'LoRaWAN RP002-1.0.4, EU868: at most 16 dBm EIRP (14 dBm ERP), 1% duty cycle; SF10, 125 kHz, noise figure 6 dB. A device with a small antenna.',
  },
  {
    id: 'standard:lorawan-915',
    name: 'LoRaWAN 915 (North America)',
    technology: 'lorawan',
    model: '38901-rma',
    environment: 'nlos',
    frequencyMhz: 903.9,
    txPowerDbm: 20,
    antennaGainDbi: 3,
    antennaHeightM: 15,
    receiverGainDbi: 0,
    receiverHeightM: 1.5,
    sensitivityDbm: round(SF10_DBM),
    marginDb: 10,
    maxDistanceM: 10_000,
    validFrom: '2022-09-01',
    source:
      'LoRaWAN RP002-1.0.4, US915, and 47 CFR 15.247: up to 30 dBm, devices usually 20; SF10 at most (400 ms dwell time), 125 kHz, noise figure 6 dB.',
  },
  {
    id: 'standard:wifi-outdoor',
    name: 'Wi-Fi outdoor (2.4 GHz)',
    technology: 'wifi',
    model: '38901-umi',
    environment: 'nlos',
    frequencyMhz: 2437,
    txPowerDbm: 17,
    antennaGainDbi: 3,
    antennaHeightM: 10,
    receiverGainDbi: 0,
    receiverHeightM: 1.5,
    sensitivityDbm: -82,
    marginDb: 5,
    maxDistanceM: 1000,
    validFrom: '2019-07-01',
    source: 'ETSI EN 300 328: 20 dBm EIRP (47 CFR 15.247 allows more); IEEE 802.11: −82 dBm for the lowest rate in 20 MHz.',
  },
  {
    id: 'standard:wifi-indoor',
    name: 'Wi-Fi indoor (5 GHz)',
    technology: 'wifi',
    model: '38901-inh',
    environment: 'nlos',
    frequencyMhz: 5180,
    txPowerDbm: 20,
    antennaGainDbi: 3,
    antennaHeightM: 2.5,
    receiverGainDbi: 0,
    receiverHeightM: 1,
    sensitivityDbm: -82,
    marginDb: 5,
    maxDistanceM: 150,
    validFrom: '2017-05-01',
    source: 'ETSI EN 301 893: 23 dBm EIRP from 5150 to 5350 MHz; IEEE 802.11: −82 dBm for the lowest rate in 20 MHz.',
  },
  {
    id: 'standard:cbrs',
    name: 'CBRS, category B',
    technology: 'cbrs',
    model: '38901-uma',
    environment: 'nlos',
    frequencyMhz: 3625,
    txPowerDbm: 30,
    antennaGainDbi: 17,
    antennaHeightM: 25,
    receiverGainDbi: 0,
    receiverHeightM: 1.5,
    // 50 resource blocks of 12 carriers of 15 kHz; the lowest rate needs about −1 dB.
    sensitivityDbm: round(noiseFloorDbm(50 * 12 * 15_000, 9) - 1),
    marginDb: 8,
    maxDistanceM: 5000,
    validFrom: '2015-06-23',
    source:
      '47 CFR 96.41: at most 47 dBm EIRP in 10 MHz for category B, 30 dBm for category A; receiver computed for 10 MHz with a noise figure of 9 dB and −1 dB signal to noise.',
  },
  {
    id: 'standard:nr-n78',
    name: '5G n78 (3.5 GHz)',
    technology: 'nr',
    model: '38901-uma',
    environment: 'nlos',
    frequencyMhz: 3500,
    txPowerDbm: 38,
    antennaGainDbi: 15,
    antennaHeightM: 25,
    receiverGainDbi: 0,
    receiverHeightM: 1.5,
    // 51 resource blocks of 12 carriers of 30 kHz; the lowest rate needs about −1 dB.
    sensitivityDbm: round(noiseFloorDbm(51 * 12 * 30_000, 9) - 1),
    marginDb: 8,
    maxDistanceM: 5000,
    validFrom: '2018-06-01',
    source:
      '3GPP TS 38.104: at most 38 dBm for a medium-range base station; receiver computed for 20 MHz with a noise figure of 9 dB and −1 dB signal to noise.',
  },
  {
    id: 'standard:tv-white-space',
    name: 'TV white space (fixed)',
    technology: 'tvws',
    model: 'hata',
    environment: 'open',
    frequencyMhz: 600,
    txPowerDbm: 30,
    antennaGainDbi: 6,
    antennaHeightM: 30,
    receiverGainDbi: 6,
    receiverHeightM: 10,
    // 6 MHz channel; QPSK with its coding needs about 5 dB.
    sensitivityDbm: round(noiseFloorDbm(6e6, 7) + 5),
    marginDb: 10,
    maxDistanceM: 20_000,
    validFrom: '2015-12-23',
    source:
      '47 CFR 15.709: 4 W EIRP for fixed devices (1 W and 6 dBi); receiver computed for 6 MHz with a noise figure of 7 dB and 5 dB signal to noise. Open country; antennas on both roofs.',
  },
]

export const standardProfiles: readonly RadioProfile[] = FIGURES.map((figures) => ({
  ...figures,
  bodyLossDb: 0,
  clutterLossDb: 0,
  shadowingSigmaDb: pathLossModels[figures.model].shadowingSigmaDb[figures.environment ?? ''] ?? 8,
  antenna: { kind: 'omni' },
  createdAt: `${figures.validFrom}T00:00:00.000Z`,
  updatedAt: `${figures.validFrom}T00:00:00.000Z`,
}))

function round(dbm: number): number {
  return Math.round(dbm * 10) / 10
}
