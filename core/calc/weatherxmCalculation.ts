/**
 * `weatherxm_reward_mechanism_v2`: base rewards of a day as fractions, with a number near each. The published file is itself one
 * case, `input` beside `expected`. Where a device has no `score`, it is its data quality times its proof of location.
 */
import { z } from 'zod'
import { fractionText, multiply, toNumber } from '../model/rational'
import { type WeatherStation, weatherxmBaseRewards } from '../networks/weatherxmBaseRewards'
import { type Calculation, readInputs } from './calculation'
import { decimal } from './exactInputs'

const device = z.object({
  id: z.string(),
  cell: z.string(),
  hc: z.string(),
  /** Whether there is one, or its address. */
  wallet: z.union([z.boolean(), z.string(), z.null()]),
  dq: decimal,
  pol: decimal,
  score: decimal.optional(),
  claimed: decimal,
})
const inputs = z.object({
  input: z.object({
    devices: z.array(device),
    capacity: z.record(z.string(), z.number()),
    daily_emission: decimal,
    weights: z.record(z.string(), decimal),
    data_quality_threshold: decimal,
    pol_threshold: decimal,
  }),
})

export const weatherxmCalculation: Calculation = {
  isOneCase: true,
  computeCase(given) {
    const { devices, capacity, daily_emission, weights, data_quality_threshold, pol_threshold } = readInputs(inputs, given).input
    const rewards = weatherxmBaseRewards({
      stations: devices.map(stationOf),
      capacity: new Map(Object.entries(capacity)),
      dailyEmission: daily_emission,
      weights: new Map(Object.entries(weights)),
      dataQualityThreshold: data_quality_threshold,
      proofOfLocationThreshold: pol_threshold,
    })
    const expected = [...rewards].map(([id, { baseReward, reason }]) => [
      id,
      { base_reward: fractionText(baseReward), approx: toNumber(baseReward), reason },
    ])
    return { ...given, expected: Object.fromEntries(expected) }
  },
}

function stationOf({ id, cell, hc, wallet, dq, pol, score, claimed }: z.output<typeof device>): WeatherStation {
  return {
    id,
    cell,
    hardwareClass: hc,
    hasWallet: wallet !== null && wallet !== false && wallet !== '',
    dataQuality: dq,
    proofOfLocation: pol,
    rewardScore: score ?? multiply(dq, pol),
    claimed,
  }
}
