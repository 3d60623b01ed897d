/** `radio_itu_p1812`: loss and field strength over the profiles of ITU-R P.1812's validation examples, per data set. */
import { z } from 'zod'
import { p1812 } from '../coverage/p1812/p1812'
import type { P1812Input } from '../coverage/p1812/p1812Input'
import { isRecord } from '../model/isRecord'
import { latSchema, lngSchema } from '../model/position'
import { type Calculation, readInputs } from './calculation'
import { answered, frequency, height, rounded } from './radioCase'

/** Decimals of the published results. */
const DECIMALS = 8
/** The result's field strength is for 1 kW, which is 30 dBW. */
const KILOWATT_DBW = 30

const zone = z.union([z.literal(1), z.literal(3), z.literal(4)], 'a radio-climatic zone is 1 sea, 3 coastal land or 4 inland')

const caseInputs = z.object({
  location_percent: z.number(),
  sigma_L: z.number(),
  path: z.object({
    tx_lat: latSchema,
    tx_lon: lngSchema,
    rx_lat: latSchema,
    rx_lon: lngSchema,
    dN: z.number(),
    N0: z.number(),
    first_point: z.literal('T', 'the profile begins at the transmitter, "T"').optional(),
  }),
  profile: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), zone])),
  datasets: z.array(z.record(z.string(), z.unknown())),
})
const setInputs = z.object({
  f_mhz: frequency,
  h_tx_m: height,
  h_rx_m: height,
  polarisation_1h_2v: z.union([z.literal(1), z.literal(2)], 'it is 1 for horizontal or 2 for vertical'),
  erp_max_total_dbw: z.number(),
  time_percent: z.number(),
})

export const radioP1812Calculation: Calculation = {
  computeCase(given) {
    const { path, profile, datasets, location_percent, sigma_L } = readInputs(caseInputs, given)
    const common = {
      profile: {
        distancesKm: profile.map(([distanceKm]) => distanceKm),
        elevationsM: profile.map(([, elevationM]) => elevationM),
        clutterM: profile.map(([, , , clutterM]) => clutterM),
        zones: profile.map(([, , , , code]) => code),
      },
      from: { lat: path.tx_lat, lng: path.tx_lon },
      to: { lat: path.rx_lat, lng: path.rx_lon },
      refractivityLapse: path.dN,
      seaLevelRefractivity: path.N0,
      locationPercent: location_percent,
      locationDeviationDb: sigma_L,
    }
    return { ...given, datasets: datasets.map((set) => (isRecord(set) ? computeSet(set, common) : set)) }
  },
}

type Common = Pick<
  P1812Input,
  'profile' | 'from' | 'to' | 'refractivityLapse' | 'seaLevelRefractivity' | 'locationPercent' | 'locationDeviationDb'
>

function computeSet(set: Record<string, unknown>, common: Common): Record<string, unknown> {
  const inputs = readInputs(setInputs, set)
  const { lossDb, fieldDbuvPerM, warnings } = p1812({
    ...common,
    frequencyMhz: inputs.f_mhz,
    transmitterHeightM: inputs.h_tx_m,
    receiverHeightM: inputs.h_rx_m,
    polarisation: inputs.polarisation_1h_2v === 2 ? 'vertical' : 'horizontal',
    timePercent: inputs.time_percent,
  })
  const field = rounded(fieldDbuvPerM + inputs.erp_max_total_dbw - KILOWATT_DBW, DECIMALS)
  return answered(
    set,
    {
      expected_field_dbuv_m: field,
      expected_Lb_db: rounded(lossDb, DECIMALS),
      reference_field_combined_results: field,
    },
    warnings.map((code) => ({ code, message: 'The frequency is beyond 30–6000 MHz, where the model is valid.' })),
  )
}
