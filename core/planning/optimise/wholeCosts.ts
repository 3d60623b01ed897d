/** Costs in the smallest unit that they use, so that sums of them are exact and a budget is kept to the last cent. */

/** Beyond millionths a figure is no price any more. */
const MAX_DECIMALS = 6

export interface WholeCosts {
  costs: Float64Array
  /** Infinite without a budget. */
  budget: number
}

/** Costs are taken to the millionth; without a budget they do not matter and are all 0. */
export function wholeCosts(costs: Float64Array | null, budget: number | null, candidateCount: number): WholeCosts {
  if (costs === null || budget === null) return { costs: new Float64Array(candidateCount), budget: Number.POSITIVE_INFINITY }
  let scale = 1
  for (let decimals = 0; decimals < MAX_DECIMALS && !costs.every((cost) => isWhole(cost * scale)); decimals++) scale *= 10
  // A sliver of slack, since 0.1 × 10 and the like are not whole in binary either.
  return { costs: costs.map((cost) => Math.round(cost * scale)), budget: Math.floor(budget * scale + 1e-6) }
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) <= 1e-9 * Math.max(1, Math.abs(value))
}
