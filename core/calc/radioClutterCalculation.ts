/**
 * `radio_itu_p2108_clutter`: the three clutter models of P.2108, each in a list of its own. Losses have one decimal, as
 * published; inputs outside the Recommendation give its published code in `rtn` and no loss.
 */
import { z } from 'zod'
import { aeronauticalClutterLoss, type ClutterLoss, terminalClutterLoss, terrestrialClutterLoss } from '../coverage/models/p2108'
import { Problem } from '../model/problem'
import { type Calculation, readInputs } from './calculation'
import { answered, rounded } from './radioCase'

const TERRESTRIAL = 'terrestrial_statistical'
const TERMINAL = 'height_gain_terminal_correction'
const AERONAUTICAL = 'aeronautical_statistical'
const LOSS_PUBLISHED_DECIMALS = 1

const terrestrialInputs = z.object({ f__ghz: z.number(), d__km: z.number(), p: z.number() })
const terminalInputs = z.object({
  f__ghz: z.number(),
  h__meter: z.number(),
  w_s__meter: z.number(),
  R__meter: z.number(),
  clutter_type: z.number(),
})
const aeronauticalInputs = z.object({ f__ghz: z.number(), theta_deg: z.number(), p: z.number() })

export const radioClutterCalculation: Calculation = {
  lists: [TERRESTRIAL, TERMINAL, AERONAUTICAL],
  computeCase(given, { list }) {
    const kind = [TERRESTRIAL, TERMINAL, AERONAUTICAL].find((name) => name === list) ?? kindByFields(given)
    if (kind === TERRESTRIAL) {
      const { f__ghz, d__km, p } = readInputs(terrestrialInputs, given)
      return withLoss(given, 'L_ctt__db', terrestrialClutterLoss({ frequencyGhz: f__ghz, distanceKm: d__km, locationPercent: p }))
    }
    if (kind === AERONAUTICAL) {
      const { f__ghz, theta_deg, p } = readInputs(aeronauticalInputs, given)
      const loss = aeronauticalClutterLoss({ frequencyGhz: f__ghz, elevationDeg: theta_deg, locationPercent: p })
      return withLoss(given, 'L_ces__db', loss)
    }
    const { f__ghz, h__meter, w_s__meter, R__meter, clutter_type } = readInputs(terminalInputs, given)
    const loss = terminalClutterLoss({
      frequencyGhz: f__ghz,
      antennaHeightM: h__meter,
      streetWidthM: w_s__meter,
      clutterHeightM: R__meter,
      clutterType: clutter_type,
    })
    return withLoss(given, 'A_h__db', loss)
  },
}

function kindByFields(given: Record<string, unknown>): string {
  if ('theta_deg' in given) return AERONAUTICAL
  if ('clutter_type' in given || 'R__meter' in given) return TERMINAL
  if ('d__km' in given) return TERRESTRIAL
  throw new Problem('calc.bad-input', 'Its kind cannot be told: give d__km, theta_deg, or clutter_type with the other inputs.')
}

function withLoss(given: Record<string, unknown>, field: string, { code, lossDb }: ClutterLoss): Record<string, unknown> {
  return answered(given, { rtn: code, [field]: rounded(lossDb, LOSS_PUBLISHED_DECIMALS) })
}
