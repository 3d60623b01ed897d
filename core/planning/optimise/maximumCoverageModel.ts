/**
 * Maximum coverage as a mixed-integer program: x says which candidates are chosen, y which rows are covered. A row that a
 * single candidate covers needs no y: its weight goes to that candidate. Conflicts are rows over cliques.
 */
import { conflictCliques } from './conflictCliques'
import type { CompressedRows, CoverageInstance } from './coverageInstance'
import { mergeCells } from './mergeCells'

export interface MaximumCoverageModel {
  /** x of the candidates in `candidates`, then y of the rows. */
  columnCount: number
  /** Per x column, the instance's candidate. */
  candidates: Int32Array
  weights: Float64Array
  /** Per column 1 where it must be whole. y is whole by itself once x is. */
  integrality: Int32Array
  /** Each constraint is at most its limit. */
  constraints: CompressedRows
  factors: Float64Array
  limits: Float64Array
}

/** @param instance one that `checkInstance` accepts, with nothing required. */
export function maximumCoverageModel(instance: CoverageInstance): MaximumCoverageModel {
  const problem = mergeCells(instance)
  const candidateCount = problem.originalOf.length
  const weights: number[] = Array.from({ length: candidateCount }, () => 0)
  const rows = new RowWriter()
  for (let row = 0; row < problem.weights.length; row++) {
    const weight = problem.weights[row] ?? 0
    const coverers = problem.columns.idx.subarray(problem.columns.ptr[row], problem.columns.ptr[row + 1])
    const only = coverers[0]
    if (coverers.length === 1 && only !== undefined) {
      weights[only] = (weights[only] ?? 0) + weight
      continue
    }
    for (const candidate of coverers) rows.entry(candidate, -1)
    rows.entry(weights.length, 1)
    rows.end(0)
    weights.push(weight)
  }
  const everyone = Array.from({ length: candidateCount }, (_, candidate) => candidate)
  const most = mostSites(problem.costs, problem.budget, problem.count)
  if (most < candidateCount) {
    for (const candidate of everyone) rows.entry(candidate, 1)
    rows.end(most)
  }
  if (Number.isFinite(problem.budget)) {
    for (const candidate of everyone) rows.entry(candidate, problem.costs[candidate] ?? 0)
    rows.end(problem.budget)
  }
  if (problem.conflicts !== null) {
    const cliques = conflictCliques(problem.conflicts)
    for (let clique = 0; clique + 1 < cliques.ptr.length; clique++) {
      for (const candidate of cliques.idx.subarray(cliques.ptr[clique], cliques.ptr[clique + 1])) rows.entry(candidate, 1)
      rows.end(1)
    }
  }
  return {
    columnCount: weights.length,
    candidates: problem.originalOf,
    weights: Float64Array.from(weights),
    integrality: Int32Array.from(weights, (_, column) => (column < candidateCount ? 1 : 0)),
    ...rows.finish(),
  }
}

/** How many of the cheapest candidates the budget pays for, or the count where that is less. */
export function mostSites(costs: Float64Array, budget: number, count: number): number {
  let left = budget
  let sites = 0
  for (const cost of costs.slice().sort()) {
    left -= cost
    if (left < 0 || sites === count) break
    sites++
  }
  return sites
}

class RowWriter {
  readonly #ptr = [0]
  readonly #idx: number[] = []
  readonly #factors: number[] = []
  readonly #limits: number[] = []

  entry(column: number, factor: number): void {
    if (factor === 0) return
    this.#idx.push(column)
    this.#factors.push(factor)
  }

  end(limit: number): void {
    this.#ptr.push(this.#idx.length)
    this.#limits.push(limit)
  }

  finish(): Pick<MaximumCoverageModel, 'constraints' | 'factors' | 'limits'> {
    return {
      constraints: { ptr: Int32Array.from(this.#ptr), idx: Int32Array.from(this.#idx) },
      factors: Float64Array.from(this.#factors),
      limits: Float64Array.from(this.#limits),
    }
  }
}
