/**
 * Largest-remainder (Hamilton) apportionment in exact integers: the amounts add up to the total, each is within one
 * unit of its exact share, and the order of the input never matters. SPEC.md, rules [AP1] to [AP6]. Amounts in base units.
 */
import { compareUtf8 } from '../model/compareUtf8'
import { invariant, Problem } from '../model/problem'

export interface Weight {
  /** Stable key of the receiver; breaks ties by its UTF-8 bytes. */
  key: string
  /** Any non-negative whole number; only the proportions count. */
  weight: bigint
}

export interface Apportionment {
  /** Base units by key, in the order of the weights. */
  amounts: Map<string, bigint>
  /** Single units handed out for remainders. */
  leftoverUnits: number
}

/**
 * Shares `total` by weight.
 * @throws Problem `apportion.negative-total`, `apportion.negative-weight`, `apportion.duplicate-key` or
 * `apportion.zero-total-weight` (something to share and nobody with a weight).
 */
export function apportion(total: bigint, weights: readonly Weight[]): Apportionment {
  if (total < 0n) throw new Problem('apportion.negative-total', `The total ${total} is below zero: nothing can be shared.`)
  let weightSum = 0n
  const amounts = new Map<string, bigint>()
  for (const { key, weight } of weights) {
    if (weight < 0n) throw new Problem('apportion.negative-weight', `The weight of "${key}" is below zero: correct it.`)
    weightSum += weight
    amounts.set(key, 0n)
  }
  if (amounts.size < weights.length) throw twice(weights)
  if (weightSum === 0n) {
    if (total === 0n) return { amounts, leftoverUnits: 0 }
    throw new Problem('apportion.zero-total-weight', 'Nobody has a weight above zero: name who receives the amount.')
  }

  const remainders: { key: string; remainder: bigint }[] = []
  let given = 0n
  for (const { key, weight } of weights) {
    const product = total * weight
    const floor = product / weightSum
    const remainder = product - floor * weightSum
    amounts.set(key, floor)
    given += floor
    if (remainder > 0n) remainders.push({ key, remainder })
  }
  const leftoverUnits = Number(total - given)
  invariant(leftoverUnits <= remainders.length, 'fewer leftover units than receivers with a remainder')
  if (leftoverUnits > 0) {
    remainders.sort((a, b) => (a.remainder === b.remainder ? compareUtf8(a.key, b.key) : a.remainder > b.remainder ? -1 : 1))
    for (const { key } of remainders.slice(0, leftoverUnits)) amounts.set(key, (amounts.get(key) ?? 0n) + 1n)
  }
  return { amounts, leftoverUnits }
}

function twice(weights: readonly Weight[]): Problem {
  const key = weights.map((each) => each.key).find((one, at, keys) => keys.indexOf(one) !== at)
  return new Problem('apportion.duplicate-key', `"${key}" stands twice in the weights: join its entries.`)
}
