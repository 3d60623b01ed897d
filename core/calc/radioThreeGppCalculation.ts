/** `radio_3gpp_38901`: path loss of TR 38.901 Table 7.4.1-1 without shadowing. */
import { z } from 'zod'
import { validityWarnings } from '../coverage/models/modelValidity'
import { THREE_GPP_SCENARIOS, threeGppLossDb, threeGppValidity } from '../coverage/models/threeGpp38901'
import { Problem } from '../model/problem'
import { type Calculation, readInputs } from './calculation'
import { answered, frequency, height, LOSS_DECIMALS, rounded } from './radioCase'

const inputs = z.object({
  scenario: z.string(),
  f_ghz: frequency,
  h_bs_m: height,
  h_ut_m: height,
  distance_2d_m: z.number().nonnegative('a distance is not negative'),
  los: z.boolean(),
  /** Buildings, streets and h_E, where the case has others than the report's defaults. */
  h_building_m: height.optional(),
  street_width_m: z.number().positive('a street is wider than 0 m').optional(),
  h_e_m: z.number().nonnegative().optional(),
})

export const radioThreeGppCalculation: Calculation = {
  computeCase(given) {
    const { scenario: word, f_ghz, h_bs_m, h_ut_m, distance_2d_m, los, ...rest } = readInputs(inputs, given)
    const key = word.toLowerCase().replace(/[^a-z]/g, '')
    const scenario = THREE_GPP_SCENARIOS.find((name) => key.startsWith(name.toLowerCase()))
    if (scenario === undefined) {
      throw new Problem('calc.bad-input', `scenario is "${word}": give one of ${THREE_GPP_SCENARIOS.join(', ')}.`, {
        field: 'scenario',
      })
    }
    if (distance_2d_m === 0 && h_bs_m === h_ut_m) {
      throw new Problem('calc.bad-input', 'distance_2d_m is 0 at equal heights: the antennas are at one point.', {
        field: 'distance_2d_m',
      })
    }
    const input = {
      scenario,
      lineOfSight: los,
      frequencyMhz: f_ghz * 1000,
      baseHeightM: h_bs_m,
      terminalHeightM: h_ut_m,
      distanceM: distance_2d_m,
      buildingHeightM: rest.h_building_m,
      streetWidthM: rest.street_width_m,
      environmentHeightM: rest.h_e_m,
    }
    const values = { ...input, transmitterHeightM: h_bs_m, receiverHeightM: h_ut_m }
    const warnings = validityWarnings(`3GPP TR 38.901 ${scenario}`, threeGppValidity[scenario], values)
    return answered(given, { expected_pathloss_db: rounded(threeGppLossDb(input), LOSS_DECIMALS) }, warnings)
  },
}
