/**
 * `radio_lora_sensitivity` and `radio_lora_time_on_air`. Time on air is in whole microseconds; a case may say
 * `explicit_header`, `crc`, `low_data_rate_optimise` and `preamble_symbols` where they differ from a LoRaWAN uplink's.
 */
import { z } from 'zod'
import { loraSensitivityDbm, loraSnrLimitDb, noiseFloorDbm } from '../coverage/models/loraSensitivity'
import { fskTimeOnAirUs, loraTimeOnAirUs } from '../coverage/models/timeOnAir'
import { Problem } from '../model/problem'
import { type Calculation, readInputs } from './calculation'
import { answered, rounded } from './radioCase'

const SENSITIVITY_DECIMALS = 2

const bandwidthHz = z.number().min(1000, 'a bandwidth in Hz is expected, 125000 for 125 kHz')
const sensitivityInputs = z.object({
  sf: z.number().optional(),
  bandwidth_hz: bandwidthHz,
  noise_figure_db: z.number().default(6),
})
/** The only case in which the limit is an input. */
const bareReceiverInputs = z.object({ snr_min_db: z.number() })

export const radioLoraSensitivityCalculation: Calculation = {
  computeCase(given) {
    const { sf, bandwidth_hz, noise_figure_db } = readInputs(sensitivityInputs, given)
    if (sf === undefined) {
      const { snr_min_db } = readInputs(bareReceiverInputs, given)
      return answered(given, {
        sensitivity_dbm: rounded(noiseFloorDbm(bandwidth_hz, noise_figure_db) + snr_min_db, SENSITIVITY_DECIMALS),
      })
    }
    const sensitivity = loraSensitivityDbm({ spreadingFactor: sf, bandwidthHz: bandwidth_hz, noiseFigureDb: noise_figure_db })
    return answered(given, { snr_min_db: loraSnrLimitDb(sf), sensitivity_dbm: rounded(sensitivity, SENSITIVITY_DECIMALS) })
  },
}

const fskInputs = z.object({ payload_bytes: z.number(), bit_rate: z.number(), crc: z.boolean().optional() })
const loraInputs = z.object({
  payload_bytes: z.number(),
  sf: z.number(),
  bandwidth_hz: bandwidthHz,
  coding_rate: z.union([z.string(), z.number()]).default('4/5'),
  preamble_symbols: z.number().optional(),
  preamble_length: z.number().optional(),
  explicit_header: z.boolean().optional(),
  implicit_header: z.boolean().optional(),
  crc: z.boolean().optional(),
  low_data_rate_optimise: z.boolean().optional(),
  low_data_rate_optimize: z.boolean().optional(),
})

export const radioTimeOnAirCalculation: Calculation = {
  computeCase(given) {
    if (isFsk(given)) {
      const { payload_bytes: payloadBytes, bit_rate: bitRateBps, crc } = readInputs(fskInputs, given)
      return answered(given, { expected_us: Math.round(fskTimeOnAirUs({ payloadBytes, bitRateBps, crc })) })
    }
    const inputs = readInputs(loraInputs, given)
    const expectedUs = loraTimeOnAirUs({
      payloadBytes: inputs.payload_bytes,
      spreadingFactor: inputs.sf,
      bandwidthHz: inputs.bandwidth_hz,
      codingDenominator: codingDenominator(inputs.coding_rate),
      preambleSymbols: inputs.preamble_symbols ?? inputs.preamble_length,
      explicitHeader: inputs.explicit_header ?? (inputs.implicit_header === undefined ? undefined : !inputs.implicit_header),
      crc: inputs.crc,
      lowDataRateOptimise: inputs.low_data_rate_optimise ?? inputs.low_data_rate_optimize,
    })
    return answered(given, { expected_us: Math.round(expectedUs) })
  },
}

function isFsk({ modulation, bit_rate: bitRate }: Record<string, unknown>): boolean {
  if (modulation === undefined || modulation === null) return bitRate !== undefined
  if (typeof modulation === 'string' && /^g?fsk$/i.test(modulation)) return true
  if (typeof modulation === 'string' && /^lora$/i.test(modulation)) return false
  throw new Problem('calc.bad-input', `modulation is "${modulation}": give LoRa or FSK.`, { field: 'modulation' })
}

/** "4/5" to "4/8", or 1 to 4 as the chips' registers number them. */
function codingDenominator(rate: string | number): number {
  const named = /^4\/([5-8])$/.exec(String(rate).trim())?.[1]
  if (named !== undefined) return Number(named)
  if (typeof rate === 'number' && Number.isInteger(rate) && rate >= 1 && rate <= 4) return rate + 4
  throw new Problem('calc.bad-input', `coding_rate is ${JSON.stringify(rate)}: give 4/5, 4/6, 4/7 or 4/8.`, {
    field: 'coding_rate',
  })
}
