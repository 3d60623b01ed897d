/** What one newly covered unit of demand costs, an estimate in the plan's currency; null where nothing costs or is gained. */
export function costPerWeight(totalCost: number, newlyCoveredWeight: number): number | null {
  return totalCost > 0 && newlyCoveredWeight > 0 ? totalCost / newlyCoveredWeight : null
}
