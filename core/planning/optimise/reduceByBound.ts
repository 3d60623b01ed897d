/** What the bound says about single candidates: which ones no better choice can contain, and which ones it must. */
import { type BoundSearch, nthLargest } from './boundSearch'
import type { CoverageInstance } from './coverageInstance'
import type { MergedProblem } from './mergeCells'

/** A merged problem as an instance of its own, with its own numbers. */
export function asInstance(problem: MergedProblem): CoverageInstance {
  return {
    candidateCount: problem.originalOf.length,
    weights: problem.weights,
    rows: problem.rows,
    covered: null,
    count: problem.count,
    budget: Number.isFinite(problem.budget) ? problem.budget : null,
    costs: Number.isFinite(problem.budget) ? problem.costs : null,
    conflicts: problem.conflicts,
    required: [],
    forbidden: [],
  }
}

/**
 * The instance without the candidates that are decided: with them decided otherwise, the bound is not above `value`. The
 * known choice itself stays possible, so the best of what is left is the best of all.
 * @param known the best choice so far, worth `value`.
 */
export function reduceByBound(search: BoundSearch, known: readonly number[], value: number): CoverageInstance {
  const { worth, mostSites, bound } = search
  const isKnown = new Set(known)
  const lastIn = Math.max(0, nthLargest(worth, mostSites))
  const firstOut = Math.max(0, nthLargest(worth, mostSites + 1))
  // Less than one above the value is not above it, since values are whole; the sliver is for rounding.
  const notBetter = value + 1 - Math.max(1e-6, bound * 1e-10)
  const required: number[] = []
  const forbidden: number[] = []
  for (const [candidate, own] of worth.entries()) {
    if (isKnown.has(candidate)) {
      if (own > firstOut && bound - own + firstOut < notBetter) required.push(candidate)
    } else if (own < lastIn || own <= 0) {
      if (bound - lastIn + own < notBetter) forbidden.push(candidate)
    }
  }
  return { ...asInstance(search.problem), required, forbidden }
}
