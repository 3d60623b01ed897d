/** `helium_mobile_dc_to_hnt`: data credits in bones at a price, or the price of a bone from what the oracle states, or both. */
import { z } from 'zod'
import { Problem } from '../model/problem'
import { heliumDecimalText } from '../networks/heliumDecimal'
import { dataCreditsInBones, pricePerBone } from '../networks/heliumPrice'
import { type Calculation, readInputs } from './calculation'
import { decimal, wholeNumber } from './exactInputs'

const oracleInputs = z.object({ price_in_bones: wholeNumber, decimals: z.number().int().min(0) })
const priceInputs = z.object({ price_per_bone: decimal })
const creditInputs = z.object({ dc: decimal })

export const heliumPriceCalculation: Calculation = {
  computeCase(given) {
    const isStatedByOracle = 'price_in_bones' in given
    if (!isStatedByOracle && !('dc' in given)) {
      throw new Problem('calc.bad-input', 'Give dc with price_per_bone, or price_in_bones with decimals.')
    }
    const price = isStatedByOracle ? oraclePrice(given) : readInputs(priceInputs, given).price_per_bone
    const answer = isStatedByOracle ? { ...given, price_per_bone: heliumDecimalText(price) } : given
    if (!('dc' in given)) return answer
    return { ...answer, bones: heliumDecimalText(dataCreditsInBones(readInputs(creditInputs, given).dc, price)) }
  },
}

function oraclePrice(given: Record<string, unknown>) {
  const { price_in_bones, decimals } = readInputs(oracleInputs, given)
  return pricePerBone(price_in_bones, decimals)
}
