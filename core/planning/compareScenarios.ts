/** Scenarios side by side: one row of figures per plan, and where the coverage of two of them differs. */
import type { Plan } from '../model/records'
import { boundShare, boundText } from './boundText'
import { costPerWeight } from './economics/costPerWeight'
import type { PlanCells } from './planCells'
import { scenarioOf } from './planFamily'

export interface ScenarioRow {
  planId: string
  scenario: string
  name: string
  sites: number
  /** Newly covered weight, in `unit`. */
  value: number
  unit: string
  /** 0 to 1, or null where a plan of the first version has none. */
  boundShare: number | null
  boundText: string | null
  totalCost: number | null
  currency: string
  /** Null where nothing costs anything or nothing is gained. */
  costPerWeight: number | null
  /** By offset in decibels; empty for circles. */
  sensitivity: readonly { offsetDb: number; value: number }[]
}

/** One row per plan in the order given. */
export function compareScenarios(plans: readonly Plan[]): ScenarioRow[] {
  return plans.map((plan) => {
    const row = { planId: plan.id, scenario: scenarioOf(plan), name: plan.name, sites: plan.sites.length }
    if (!plan.study) {
      const value = plan.sites.at(-1)?.cumulativeCells ?? 0
      const none = { boundShare: null, boundText: null, totalCost: null, costPerWeight: null }
      return { ...row, ...none, value, unit: 'cells', currency: '', sensitivity: [] }
    }
    const { outcome, settings } = plan.study
    return {
      ...row,
      value: outcome.value,
      unit: settings.demandUnit,
      boundShare: boundShare(outcome),
      boundText: boundText(outcome),
      totalCost: outcome.totalCost,
      currency: settings.limit.currency,
      costPerWeight: costPerWeight(outcome.totalCost, outcome.value),
      sensitivity: outcome.sensitivity,
    }
  })
}

/** Per cell of either area: 1 only A reaches it, 2 only B, 3 both, 0 neither, each with the hotspots in service. */
export interface CoverageDifference {
  cells: BigUint64Array
  reached: Uint8Array
  onlyA: number
  onlyB: number
  both: number
}

/** @param a and `b` of one resolution; a cell outside a plan's area counts as not reached by it */
export function coverageDifference(a: PlanCells, b: PlanCells): CoverageDifference {
  const cells: bigint[] = []
  const reached: number[] = []
  let [inA, inB] = [0, 0]
  while (inA < a.cells.length || inB < b.cells.length) {
    const [cellA, cellB] = [a.cells[inA], b.cells[inB]]
    const takesA = cellA !== undefined && (cellB === undefined || cellA <= cellB)
    const takesB = cellB !== undefined && (cellA === undefined || cellB <= cellA)
    cells.push((takesA ? cellA : cellB) ?? 0n)
    reached.push((takesA && isReached(a, inA) ? 1 : 0) | (takesB && isReached(b, inB) ? 2 : 0))
    if (takesA) inA++
    if (takesB) inB++
  }
  const count = (bits: number) => reached.reduce((sum, each) => sum + (each === bits ? 1 : 0), 0)
  return {
    cells: BigUint64Array.from(cells),
    reached: Uint8Array.from(reached),
    onlyA: count(1),
    onlyB: count(2),
    both: count(3),
  }
}

function isReached({ hotspots, sitePtr }: PlanCells, cell: number): boolean {
  return (hotspots[cell] ?? 0) > 0 || (sitePtr[cell + 1] ?? 0) > (sitePtr[cell] ?? 0)
}
