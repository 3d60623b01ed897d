/**
 * `radio_hata_cost231`: Okumura-Hata and COST-231-Hata. `expected_loss_db` is the textbook's value; for COST 231 in a large
 * city, `expected_loss_db_without_4_97_term` beside it is what references give that leave −4.97 out of a(hm).
 */
import { z } from 'zod'
import { readModelChoice } from '../coverage/modelName'
import { cost231LossDb, cost231LossWithoutHeightConstantDb } from '../coverage/models/cost231Hata'
import { pathLossModels } from '../coverage/models/modelCatalogue'
import { validityWarnings } from '../coverage/models/modelValidity'
import { HATA_ENVIRONMENTS, hataEnvironment, hataLossDb } from '../coverage/models/okumuraHata'
import { Problem } from '../model/problem'
import { type Calculation, readInputs } from './calculation'
import { answered, distance, frequency, height, LOSS_DECIMALS, rounded } from './radioCase'

const inputs = z.object({
  f_mhz: frequency,
  distance_2d_m: distance,
  h_base_m: height,
  h_mobile_m: height,
  environment: z.string().default('urban'),
  city: z.string().optional(),
  /** Where nothing is said, the one whose band the frequency is in. */
  model: z.string().optional(),
})

/** Where Hata's band ends and COST 231's begins. */
const BAND_EDGE_MHZ = 1500
const OTHER_VALUE = 'expected_loss_db_without_4_97_term'

export const radioHataCalculation: Calculation = {
  computeCase(given) {
    const {
      f_mhz: frequencyMhz,
      distance_2d_m: distanceM,
      h_base_m,
      h_mobile_m,
      environment,
      city,
      model,
    } = readInputs(inputs, given)
    const choice = readModelChoice(model ?? (frequencyMhz <= BAND_EDGE_MHZ ? 'hata' : 'cost231-hata'), environment, city ?? null)
    if (choice.model !== 'hata' && choice.model !== 'cost231-hata') {
      throw new Problem('calc.bad-input', `model is "${model}": give hata or cost231-hata.`, { field: 'model' })
    }
    const named = hataEnvironment(HATA_ENVIRONMENTS.find((name) => name === choice.environment) ?? 'urban-small')
    // A published case may name a city in open country too; its height correction is then the one it names.
    const place = { ...named, city: /^(large|metro)/i.test(city ?? '') ? ('large' as const) : named.city }
    const input = { ...place, frequencyMhz, distanceM, baseHeightM: h_base_m, mobileHeightM: h_mobile_m }
    const lossDb = choice.model === 'hata' ? hataLossDb(input) : cost231LossDb(input)
    const other = choice.model === 'hata' ? null : cost231LossWithoutHeightConstantDb(input)
    const { title, validity } = pathLossModels[choice.model]
    const { [OTHER_VALUE]: _, ...rest } = given
    return answered(
      rest,
      {
        expected_loss_db: rounded(lossDb, LOSS_DECIMALS),
        ...(other === null ? {} : { [OTHER_VALUE]: rounded(other, LOSS_DECIMALS) }),
      },
      validityWarnings(title, validity, { frequencyMhz, distanceM, transmitterHeightM: h_base_m, receiverHeightM: h_mobile_m }),
    )
  },
}
