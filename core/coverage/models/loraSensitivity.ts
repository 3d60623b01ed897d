/**
 * Sensitivity of a LoRa receiver: thermal noise at 290 K in the bandwidth, the receiver's noise figure, and the signal to
 * noise ratio its demodulator needs (Semtech SX1276 and SX1261/2 data sheets: 2.5 dB less per spreading factor, −7.5 dB at
 * 7). Gateways are 1 to 3 dB better than devices, so the noise figure is a setting.
 */
import { Problem } from '../../model/problem'

export interface LoraReceiver {
  /** 5 to 12. */
  spreadingFactor: number
  bandwidthHz: number
  noiseFigureDb: number
}

const THERMAL_NOISE_DBM_PER_HZ = -174

/** @throws Problem `radio.bad-field` for a spreading factor that LoRa does not have. */
export function loraSnrLimitDb(spreadingFactor: number): number {
  if (!Number.isInteger(spreadingFactor) || spreadingFactor < 5 || spreadingFactor > 12) {
    throw new Problem('radio.bad-field', `The spreading factor is ${spreadingFactor}: give a whole number from 5 to 12.`, {
      field: 'spreadingFactor',
    })
  }
  return -7.5 - 2.5 * (spreadingFactor - 7)
}

/** Weakest power in dBm that is still demodulated. @throws Problem as loraSnrLimitDb does. */
export function loraSensitivityDbm({ spreadingFactor, bandwidthHz, noiseFigureDb }: LoraReceiver): number {
  return noiseFloorDbm(bandwidthHz, noiseFigureDb) + loraSnrLimitDb(spreadingFactor)
}

/** Noise of a receiver in its bandwidth, dBm. */
export function noiseFloorDbm(bandwidthHz: number, noiseFigureDb: number): number {
  return THERMAL_NOISE_DBM_PER_HZ + 10 * Math.log10(bandwidthHz) + noiseFigureDb
}
