/**
 * `radio_itm_longley_rice`: the Irregular Terrain Model over a terrain profile and in its area mode. Cases in the shape of
 * the reference program's examples (`p2ptls`, `p2pcr`, `areatls`, `areacr`) get its whole table, in its units and rounding;
 * the others the loss alone.
 */
import { z } from 'zod'
import { itmArea } from '../coverage/itm/itmArea'
import type { ItmCommonInput, ItmVariability } from '../coverage/itm/itmInput'
import { itmPointToPoint } from '../coverage/itm/itmPointToPoint'
import { ITM_PROPAGATION_NUMBERS, type ItmResult, itmWarningText } from '../coverage/itm/itmResult'
import { isRecord } from '../model/isRecord'
import { Problem } from '../model/problem'
import { type Calculation, type CaseContext, readInputs } from './calculation'
import { answered, distance, frequency, height, LOSS_DECIMALS, rounded } from './radioCase'

const percent = z.number()
const siting = z.union([z.literal(0), z.literal(1), z.literal(2)], 'it is 0 at random, 1 with care or 2 with great care')

const commonInputs = z.object({
  h_tx__meter: height,
  h_rx__meter: height,
  climate: z.number(),
  N_0: z.number(),
  f__mhz: frequency,
  pol: z.union([z.literal(0), z.literal(1)], 'it is 0 for horizontal or 1 for vertical'),
  epsilon: z.number(),
  sigma: z.number(),
  mdvar: z.number(),
})
const quantileInputs = z.object({ time: percent, location: percent, situation: percent })
const confidenceInputs = z.object({ confidence: percent, reliability: percent })
const areaInputs = z.object({
  d__km: distance,
  delta_h__meter: z.number(),
  tx_siting_criteria: siting.optional(),
  rx_siting_criteria: siting.optional(),
  tx_site_criteria: siting.optional(),
  rx_site_criteria: siting.optional(),
})
const profileInputs = z.object({
  points_minus_1: z.number().optional(),
  resolution_m: distance,
  elevation_m: z.array(z.number()).min(2, 'a profile has at least two elevations'),
})
const caseInputs = z.object({
  mode: z.string().optional(),
  input: z.record(z.string(), z.unknown()),
  profile: z.unknown().optional(),
  profile_ref: z.string().optional(),
})

/** How the reference program names its modes on its command line. */
const TABLE_MODE = /^(p2p|area)(tls|cr)$/

export const radioItmCalculation: Calculation = {
  lists: ['point_to_point', 'area', 'command_examples'],
  computeCase(given, context) {
    const { mode = '', input, profile, profile_ref } = readInputs(caseInputs, given)
    const common = readCommon(input)
    const terrain = profile ?? referredProfile(profile_ref, context)
    const result = isArea(mode, terrain, context) ? areaResult(input, common) : overTerrain(terrain, common)
    const whole = TABLE_MODE.test(mode) || context.list === 'command_examples'
    const lossDb = rounded(result.lossDb, LOSS_DECIMALS)
    const tolerance = isRecord(given.expected) ? given.expected.tolerance_db : undefined
    const expected = {
      A__db: lossDb,
      ...(whole ? table(result) : {}),
      ...(typeof tolerance === 'number' ? { tolerance_db: tolerance } : {}),
    }
    return answered(
      given,
      { expected },
      result.warnings.map((code) => ({ code, message: itmWarningText(code) })),
    )
  },
}

function readCommon(input: Record<string, unknown>): ItmCommonInput {
  const common = readInputs(commonInputs, input)
  return {
    transmitterHeightM: common.h_tx__meter,
    receiverHeightM: common.h_rx__meter,
    climate: common.climate,
    surfaceRefractivity: common.N_0,
    frequencyMhz: common.f__mhz,
    polarisation: common.pol === 1 ? 'vertical' : 'horizontal',
    permittivity: common.epsilon,
    conductivitySPerM: common.sigma,
    variabilityMode: common.mdvar,
    mode: readVariability(input),
  }
}

function readVariability(input: Record<string, unknown>): ItmVariability {
  if ('confidence' in input || 'reliability' in input) {
    const { confidence, reliability } = readInputs(confidenceInputs, input)
    return { kind: 'cr', confidencePercent: confidence, reliabilityPercent: reliability }
  }
  const { time, location, situation } = readInputs(quantileInputs, input)
  return { kind: 'tls', timePercent: time, locationPercent: location, situationPercent: situation }
}

function referredProfile(name: string | undefined, { file }: CaseContext): unknown {
  if (name === undefined) return undefined
  const profiles = isRecord(file?.profiles) ? file.profiles : {}
  if (Object.hasOwn(profiles, name)) return profiles[name]
  throw new Problem('calc.bad-input', `profile_ref is "${name}", which is not among the file's profiles: give the whole file.`, {
    field: 'profile_ref',
  })
}

function isArea(mode: string, terrain: unknown, { list }: CaseContext): boolean {
  if (/^area/i.test(mode)) return true
  if (/^(p2p|point)/i.test(mode)) return false
  return list === 'area' || terrain === undefined
}

function areaResult(input: Record<string, unknown>, common: ItmCommonInput): ItmResult {
  const area = readInputs(areaInputs, input)
  return itmArea({
    ...common,
    distanceKm: area.d__km,
    terrainIrregularityM: area.delta_h__meter,
    transmitterSiting: area.tx_siting_criteria ?? area.tx_site_criteria ?? 0,
    receiverSiting: area.rx_siting_criteria ?? area.rx_site_criteria ?? 0,
  })
}

function overTerrain(terrain: unknown, common: ItmCommonInput): ItmResult {
  if (terrain === undefined) {
    throw new Problem('calc.bad-input', 'A point-to-point case needs its profile or profile_ref.', { field: 'profile' })
  }
  const { points_minus_1: steps, resolution_m: resolutionM, elevation_m: elevationsM } = readInputs(profileInputs, terrain)
  if (steps !== undefined && steps !== elevationsM.length - 1) {
    throw new Problem(
      'calc.bad-input',
      `points_minus_1 is ${steps}, but there are ${elevationsM.length} elevations: they must fit.`,
      {
        field: 'profile.points_minus_1',
      },
    )
  }
  return itmPointToPoint({ ...common, profile: { resolutionM, elevationsM } })
}

/** Angles in milliradians; decimals as the reference program prints them. */
function table({ freeSpaceDb, intermediate }: ItmResult): Record<string, number> {
  const { horizonAngleRad, horizonDistanceM, effectiveHeightM } = intermediate
  return {
    'Free Space': rounded(freeSpaceDb, LOSS_DECIMALS),
    d__km: rounded(intermediate.distanceKm, 3),
    theta_hzn_tx: rounded(horizonAngleRad.tx * 1000, 3),
    theta_hzn_rx: rounded(horizonAngleRad.rx * 1000, 3),
    d_hzn_tx__meter: rounded(horizonDistanceM.tx, 0),
    d_hzn_rx__meter: rounded(horizonDistanceM.rx, 0),
    h_e_tx__meter: rounded(effectiveHeightM.tx, 1),
    h_e_rx__meter: rounded(effectiveHeightM.rx, 1),
    N_s: rounded(intermediate.surfaceRefractivity, 1),
    delta_h__meter: rounded(intermediate.terrainIrregularityM, 1),
    A_ref__db: rounded(intermediate.referenceAttenuationDb, LOSS_DECIMALS),
    'Mode of Propagation': ITM_PROPAGATION_NUMBERS[intermediate.propagation],
  }
}
