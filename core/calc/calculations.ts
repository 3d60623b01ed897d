/** Every calculation by the name of the file of published numbers it recomputes. */
import { Problem } from '../model/problem'
import { isRecord } from '../networks/openFile'
import type { Calculation } from './calculation'
import { largestRemainderCalculation } from './largestRemainderCalculation'
import { merkleTreeCalculation } from './merkleTreeCalculation'

export const calculations: Readonly<Record<string, Calculation>> = {
  reward_largest_remainder: largestRemainderCalculation,
  evm_openzeppelin_standard_merkle_tree: merkleTreeCalculation,
}

/**
 * Recomputes a whole file (an object with `cases`) or an array of cases.
 * @throws Problem `calc.not-cases`, or `calc.bad-case` naming the case that cannot be used.
 */
export async function recompute(calculation: Calculation, given: unknown): Promise<unknown> {
  if (Array.isArray(given)) return computeCases(calculation, given)
  if (!isRecord(given) || !Array.isArray(given.cases)) {
    throw new Problem('calc.not-cases', 'Give the whole file, as an object with "cases", or an array of its cases.')
  }
  const file = calculation.computeFile ? await inCase('the file', () => calculation.computeFile?.(given) ?? given) : given
  return { ...(file as object), cases: await computeCases(calculation, given.cases) }
}

async function computeCases(calculation: Calculation, cases: readonly unknown[]): Promise<unknown[]> {
  const results: unknown[] = []
  for (const [at, given] of cases.entries()) {
    const name = isRecord(given) && typeof given.id === 'string' ? `case ${given.id}` : `case number ${at + 1}`
    results.push(
      await inCase(name, () => {
        if (!isRecord(given)) throw new Problem('calc.bad-input', 'It is not an object: give its inputs by name.')
        return calculation.computeCase(given)
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
