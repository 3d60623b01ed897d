/** `reward_largest_remainder`: apportionment of a total by weights, all whole numbers as decimal text. */
import { z } from 'zod'
import { apportion } from '../agreements/apportion'
import { Problem } from '../model/problem'
import { type Calculation, readInputs } from './calculation'

const integerText = z.union([
  z.string().regex(/^-?\d+$/, 'must be a whole number as text'),
  z.number().int('must be a whole number; from 2^53 on JSON rounds numbers, so write it as text'),
])
const inputs = z.object({
  total: integerText,
  weights: z.array(z.object({ key: z.string(), weight: integerText })),
})

/** Inputs for which the rule gives an error instead of amounts, by the code of the Problem. */
const RULE_ERRORS = new Map([
  ['apportion.zero-total-weight', 'zero_total_weight'],
  ['apportion.negative-total', 'negative_total'],
  ['apportion.negative-weight', 'negative_weight'],
  ['apportion.duplicate-key', 'duplicate_key'],
])

export const largestRemainderCalculation: Calculation = {
  async computeCase(given) {
    const { total, weights } = readInputs(inputs, given)
    return { ...given, expected: expectedOf(BigInt(total), weights) }
  },
}

function expectedOf(total: bigint, weights: z.output<typeof inputs>['weights']): Record<string, unknown> {
  try {
    const { amounts, leftoverUnits } = apportion(
      total,
      weights.map(({ key, weight }) => ({ key, weight: BigInt(weight) })),
    )
    return {
      amounts: Object.fromEntries([...amounts].map(([key, amount]) => [key, amount.toString()])),
      leftover_units_assigned: leftoverUnits,
    }
  } catch (thrown) {
    const error = thrown instanceof Problem ? RULE_ERRORS.get(thrown.code) : undefined
    if (error === undefined) throw thrown
    return { error }
  }
}
