/** Bounds that need no search: what no choice can exceed however the gains overlap. */
import type { MergedProblem } from './mergeCells'

/** The least of the total weight, the greatest gains for so many sites, and a knapsack that may take a part of a site. */
export function plainBound(problem: MergedProblem): number {
  const { weights, rows, originalOf, costs, budget, count } = problem
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const gains = Float64Array.from(originalOf, (_, candidate) => {
    let gain = 0
    for (let at = rows.ptr[candidate] ?? 0; at < (rows.ptr[candidate + 1] ?? 0); at++) gain += weights[rows.idx[at] ?? 0] ?? 0
    return gain
  })
  const bound = Math.min(total, sumOfGreatest(gains, count))
  return Number.isFinite(budget) ? Math.min(bound, knapsackBound(gains, costs, budget)) : bound
}

function sumOfGreatest(gains: Float64Array, count: number): number {
  const sorted = gains.slice().sort()
  return sorted.subarray(Math.max(0, sorted.length - count)).reduce((sum, gain) => sum + gain, 0)
}

/** The most that a budget buys where a site may be bought in part; values are whole, so what is left over counts for nothing. */
function knapsackBound(gains: Float64Array, costs: Float64Array, budget: number): number {
  const gainPerCost = (candidate: number) => (gains[candidate] ?? 0) / (costs[candidate] ?? 0)
  const order = Array.from(gains.keys()).filter((candidate) => (costs[candidate] ?? 0) > 0)
  order.sort((a, b) => gainPerCost(b) - gainPerCost(a))
  let sum = gains.reduce((free, gain, candidate) => ((costs[candidate] ?? 0) > 0 ? free : free + gain), 0)
  let left = budget
  for (const candidate of order) {
    const cost = costs[candidate] ?? 0
    if (cost > left) return Math.floor(sum + gainPerCost(candidate) * left + 1e-6)
    sum += gains[candidate] ?? 0
    left -= cost
  }
  return sum
}
