/**
 * How long a packet keeps the channel busy. LoRa: Semtech SX1276 data sheet section 4.1.1.7 and AN1200.13; spreading
 * factors 5 and 6 by the SX1261/2 data sheet section 6.1.4, because only those chips send them with a header. FSK: the
 * frame of LoRaWAN, 5 bytes preamble, 3 bytes sync word, 1 byte length and 2 bytes CRC around the payload.
 */
import { Problem } from '../../model/problem'

export interface LoraPacket {
  payloadBytes: number
  /** 5 to 12. */
  spreadingFactor: number
  bandwidthHz: number
  /** Denominator of the coding rate, 5 for 4/5 to 8 for 4/8. */
  codingDenominator: number
  preambleSymbols?: number | undefined
  explicitHeader?: boolean | undefined
  crc?: boolean | undefined
  /** On by itself when a symbol lasts more than 16 ms, where receivers need it. */
  lowDataRateOptimise?: boolean | undefined
}

export interface FskPacket {
  payloadBytes: number
  bitRateBps: number
  preambleBytes?: number | undefined
  syncWordBytes?: number | undefined
  crc?: boolean | undefined
}

const OPTIMISED_SYMBOL_S = 0.016

/** @throws Problem `radio.bad-field` naming the field. */
export function loraTimeOnAirUs(packet: LoraPacket): number {
  const { payloadBytes, spreadingFactor: sf, bandwidthHz, codingDenominator, preambleSymbols = 8 } = packet
  const { explicitHeader = true, crc = true } = packet
  const whole = (value: number, least: number, most: number, field: string, words: string) =>
    require(Number.isInteger(value) &&
      value >= least &&
      value <= most, field, `${words} is ${value}: give a whole number from ${least} to ${most}.`)
  whole(payloadBytes, 0, 255, 'payloadBytes', 'The payload in bytes')
  whole(sf, 5, 12, 'spreadingFactor', 'The spreading factor')
  whole(codingDenominator, 5, 8, 'codingDenominator', 'The denominator of the coding rate')
  whole(preambleSymbols, 0, 65_535, 'preambleSymbols', 'The preamble in symbols')
  require(Number.isFinite(bandwidthHz) && bandwidthHz > 0, 'bandwidthHz', `The bandwidth is ${bandwidthHz}: give more than 0 Hz.`)
  const symbolS = 2 ** sf / bandwidthHz
  const optimise = packet.lowDataRateOptimise ?? symbolS > OPTIMISED_SYMBOL_S
  const fast = sf < 7
  const bits = 8 * payloadBytes - 4 * sf + (fast ? 0 : 8) + (crc ? 16 : 0) + (explicitHeader ? 20 : 0)
  const bitsPerBlock = 4 * (optimise && !fast ? sf - 2 : sf)
  const payloadSymbols = 8 + Math.max(Math.ceil(bits / bitsPerBlock), 0) * codingDenominator
  return ((preambleSymbols + (fast ? 6.25 : 4.25) + payloadSymbols) * 2 ** sf * 1e6) / bandwidthHz
}

/** @throws Problem `radio.bad-field` naming the field. */
export function fskTimeOnAirUs(packet: FskPacket): number {
  const { payloadBytes, bitRateBps, preambleBytes = 5, syncWordBytes = 3, crc = true } = packet
  const whole = Number.isInteger(payloadBytes) && payloadBytes >= 0
  require(whole, 'payloadBytes', `The payload in bytes is ${payloadBytes}: give a whole number from 0.`)
  require(Number.isFinite(bitRateBps) && bitRateBps > 0, 'bitRateBps', `The bit rate is ${bitRateBps}: give more than 0 bit/s.`)
  return ((preambleBytes + syncWordBytes + 1 + payloadBytes + (crc ? 2 : 0)) * 8 * 1e6) / bitRateBps
}

function require(condition: boolean, field: string, sentence: string): void {
  if (!condition) throw new Problem('radio.bad-field', sentence, { field })
}
