/** Every calculation by the name of the file of published numbers it recomputes. */
import { isRecord } from '../model/isRecord'
import { Problem } from '../model/problem'
import type { Calculation, CaseContext } from './calculation'
import { calldataCalculation } from './calldataCalculation'
import { dataTransferCalculation, emissionsSplitCalculation } from './heliumMobileCalculations'
import { heliumPriceCalculation } from './heliumPriceCalculation'
import { largestRemainderCalculation } from './largestRemainderCalculation'
import { merkleTreeCalculation } from './merkleTreeCalculation'
import { miniFanoutCalculation } from './miniFanoutCalculation'
import { radioClutterCalculation } from './radioClutterCalculation'
import { radioFreeSpaceCalculation } from './radioFreeSpaceCalculation'
import { radioHataCalculation } from './radioHataCalculation'
import { radioItmCalculation } from './radioItmCalculation'
import { radioLoraSensitivityCalculation, radioTimeOnAirCalculation } from './radioLoraCalculation'
import { radioP1812Calculation } from './radioP1812Calculation'
import { radioThreeGppCalculation } from './radioThreeGppCalculation'
import { safeHashCalculation } from './safeHashCalculation'
import { splitsV2Calculation } from './splitsV2Calculation'
import { uniswapDistributorCalculation } from './uniswapDistributorCalculation'
import { weatherxmCalculation } from './weatherxmCalculation'

export const calculations: Readonly<Record<string, Calculation>> = {
  reward_largest_remainder: largestRemainderCalculation,
  evm_openzeppelin_standard_merkle_tree: merkleTreeCalculation,
  evm_uniswap_merkle_distributor: uniswapDistributorCalculation,
  evm_safe_tx_hash: safeHashCalculation,
  evm_calldata: calldataCalculation,
  evm_splits_v2: splitsV2Calculation,
  helium_mini_fanout: miniFanoutCalculation,
  helium_mobile_hip149_data_transfer: dataTransferCalculation,
  helium_mobile_hip149_emissions_split: emissionsSplitCalculation,
  helium_mobile_dc_to_hnt: heliumPriceCalculation,
  weatherxm_reward_mechanism_v2: weatherxmCalculation,
  radio_free_space: radioFreeSpaceCalculation,
  radio_hata_cost231: radioHataCalculation,
  radio_3gpp_38901: radioThreeGppCalculation,
  radio_itm_longley_rice: radioItmCalculation,
  radio_itu_p1812: radioP1812Calculation,
  radio_itu_p2108_clutter: radioClutterCalculation,
  radio_lora_sensitivity: radioLoraSensitivityCalculation,
  radio_lora_time_on_air: radioTimeOnAirCalculation,
}

/** The list that any kind of file may use. */
const USUAL_LIST = 'cases'

/**
 * Recomputes a whole file (an object with the lists of its kind, usually `cases`, or with one case's `input`) or a bare array of
 * cases.
 * @throws Problem `calc.not-cases`, or `calc.bad-case` naming the case that cannot be used.
 */
export async function recompute(calculation: Calculation, given: unknown): Promise<unknown> {
  if (Array.isArray(given)) return computeCases(calculation, given, { list: null, file: null })
  const lists = [...new Set([...(calculation.lists ?? []), USUAL_LIST])]
  const present = isRecord(given) ? lists.filter((list) => Array.isArray(given[list])) : []
  if (isRecord(given) && present.length === 0 && calculation.isOneCase && 'input' in given) {
    return inCase('the file', () => calculation.computeCase(given, { list: null, file: null }))
  }
  if (!isRecord(given) || present.length === 0) {
    const named = lists.map((list) => `"${list}"`).join(' or ')
    throw new Problem('calc.not-cases', `Give the whole file, as an object with ${named}, or an array of its cases.`)
  }
  const computed: Record<string, unknown> = calculation.computeFile
    ? { ...(await inCase('the file', () => calculation.computeFile?.(given) ?? given)) }
    : { ...given }
  for (const list of present) {
    computed[list] = await computeCases(calculation, given[list] as unknown[], { list, file: given })
  }
  return computed
}

async function computeCases(calculation: Calculation, cases: readonly unknown[], context: CaseContext): Promise<unknown[]> {
  const results: unknown[] = []
  const noun = context.list === null || context.list === USUAL_LIST ? 'case' : `${context.list} case`
  for (const [at, given] of cases.entries()) {
    const name = isRecord(given) && typeof given.id === 'string' ? `${noun} ${given.id}` : `${noun} number ${at + 1}`
    results.push(
      await inCase(name, () => {
        if (!isRecord(given)) throw new Problem('calc.bad-input', 'It is not an object: give its inputs by name.')
        return calculation.computeCase(given, context)
      }),
    )
  }
  return results
}

async function inCase<T>(name: string, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    throw new Problem('calc.bad-case', `${name}: ${thrown.message}`, { cause: thrown.cause ?? thrown.code, field: thrown.field })
  }
}
