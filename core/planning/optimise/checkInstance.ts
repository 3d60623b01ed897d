/** Refuses an instance that no choice can come from, naming the field or the constraint and its figures. */
import { Problem } from '../../model/problem'
import type { CompressedRows, CoverageInstance } from './coverageInstance'

/**
 * Checks shape, ranges and feasibility in one pass over the entries.
 * @throws Problem `plan.no-candidates`, `plan.limit`, `plan.count`, `plan.budget`, `plan.weights`, `plan.weights-overflow`,
 * `plan.rows`, `plan.costs`, `plan.conflicts`, `plan.required`, `plan.required-conflict`, `plan.all-forbidden` or
 * `plan.spacing`; `field` names the part of the instance.
 */
export function checkInstance(instance: CoverageInstance): void {
  const { candidateCount, weights, rows, covered, conflicts } = instance
  if (candidateCount === 0) {
    throw new Problem('plan.no-candidates', 'There is no candidate site to choose from: add candidates or widen the area.')
  }
  checkLimits(instance)
  checkWeights(weights)
  if (covered !== null && covered.length !== weights.length) {
    refuse('plan.rows', `covered has ${covered.length} entries for ${weights.length} cells: give one per cell.`, 'covered')
  }
  checkRows(rows, candidateCount, weights.length, 'csr')
  if (conflicts !== null) {
    checkRows(conflicts, candidateCount, candidateCount, 'conflicts')
    checkSelfConflicts(conflicts, candidateCount)
  }
  checkCosts(instance)
  checkChosenBeforehand(instance)
}

/** Whether two candidates rule each other out, whichever side of the pair names the other. */
function conflictsWith(conflicts: CompressedRows | null, a: number, b: number): boolean {
  if (conflicts === null) return false
  const has = (from: number, to: number) => conflicts.idx.subarray(conflicts.ptr[from], conflicts.ptr[from + 1]).includes(to)
  return has(a, b) || has(b, a)
}

function checkLimits({ count, budget, costs }: CoverageInstance): void {
  if (count === null && budget === null) {
    refuse('plan.limit', 'Neither a number of sites nor a budget is given: give at least one of them.', 'count')
  }
  if (count !== null && !(Number.isSafeInteger(count) && count >= 1)) {
    refuse('plan.count', `The number of sites is ${count}: give a whole number of 1 or more.`, 'count')
  }
  if (budget !== null && !(Number.isFinite(budget) && budget >= 0)) {
    refuse('plan.budget', `The budget is ${budget}: give a number that is not negative.`, 'budget')
  }
  if (budget !== null && costs === null) {
    refuse('plan.costs', 'There is a budget but no costs: give one cost per candidate.', 'costs')
  }
}

function checkWeights(weights: Float64Array): void {
  let total = 0
  for (let cell = 0; cell < weights.length; cell++) {
    const weight = weights[cell] ?? Number.NaN
    if (!(Number.isInteger(weight) && weight >= 0)) {
      refuse('plan.weights', `The weight of cell ${cell} is ${weight}: weights are whole numbers from 0 up.`, `weights[${cell}]`)
    }
    total += weight
    if (!Number.isSafeInteger(total)) {
      const limit = Number.MAX_SAFE_INTEGER
      const what = `The weights add up to more than ${limit} by cell ${cell}: divide them all by the same number.`
      refuse('plan.weights-overflow', what, `weights[${cell}]`)
    }
  }
}

function checkRows({ ptr, idx }: CompressedRows, rowCount: number, range: number, field: string): void {
  if (ptr.length !== rowCount + 1) {
    refuse('plan.rows', `${field}.ptr has ${ptr.length} entries: ${rowCount} candidates need ${rowCount + 1}.`, `${field}.ptr`)
  }
  if (ptr[0] !== 0) refuse('plan.rows', `${field}.ptr starts at ${ptr[0]}: it must start at 0.`, `${field}.ptr[0]`)
  for (let row = 0; row < rowCount; row++) {
    const start = ptr[row] ?? 0
    const end = ptr[row + 1] ?? 0
    if (end < start) {
      refuse('plan.rows', `${field}.ptr falls from ${start} to ${end}: it must never fall.`, `${field}.ptr[${row + 1}]`)
    }
  }
  if (ptr[rowCount] !== idx.length) {
    const what = `${field}.ptr ends at ${ptr[rowCount]} but ${field}.idx has ${idx.length} entries: they must agree.`
    refuse('plan.rows', what, `${field}.ptr[${rowCount}]`)
  }
  const seenIn = new Int32Array(range).fill(-1)
  for (let row = 0; row < rowCount; row++) {
    for (let at = ptr[row] ?? 0; at < (ptr[row + 1] ?? 0); at++) {
      const entry = idx[at] ?? -1
      if (entry < 0 || entry >= range) {
        const what = `Candidate ${row} names ${entry} in ${field}: the numbers there go from 0 to ${range - 1}.`
        refuse('plan.rows', what, `${field}.idx[${at}]`)
      }
      if (seenIn[entry] === row) {
        refuse('plan.rows', `Candidate ${row} names ${entry} twice in ${field}: name it once.`, `${field}.idx[${at}]`)
      }
      seenIn[entry] = row
    }
  }
}

function checkSelfConflicts({ ptr, idx }: CompressedRows, candidateCount: number): void {
  for (let candidate = 0; candidate < candidateCount; candidate++) {
    const at = idx.subarray(ptr[candidate], ptr[candidate + 1]).indexOf(candidate)
    if (at < 0) continue
    const field = `conflicts.idx[${(ptr[candidate] ?? 0) + at}]`
    refuse('plan.conflicts', `Candidate ${candidate} is in conflict with itself: remove that pair.`, field)
  }
}

function checkCosts({ candidateCount, costs }: CoverageInstance): void {
  if (costs === null) return
  if (costs.length !== candidateCount) {
    refuse('plan.costs', `There are ${costs.length} costs for ${candidateCount} candidates: give one each.`, 'costs')
  }
  for (const [candidate, cost] of costs.entries()) {
    if (Number.isFinite(cost) && cost >= 0) continue
    refuse('plan.costs', `The cost of candidate ${candidate} is ${cost}: give a number from 0 up.`, `costs[${candidate}]`)
  }
}

function checkChosenBeforehand(instance: CoverageInstance): void {
  const { candidateCount, required, forbidden, count, budget, costs, conflicts } = instance
  const isForbidden = new Set(forbidden)
  for (const [field, list] of [
    ['required', required],
    ['forbidden', forbidden],
  ] as const) {
    const stranger = list.find((candidate) => !(Number.isInteger(candidate) && candidate >= 0 && candidate < candidateCount))
    if (stranger === undefined) continue
    refuse('plan.required', `${field} names candidate ${stranger}: they go from 0 to ${candidateCount - 1}.`, field)
  }
  const must = [...new Set(required)]
  const both = must.find((candidate) => isForbidden.has(candidate))
  if (both !== undefined) refuse('plan.required', `Candidate ${both} is both required and forbidden: choose one.`, 'required')
  if (count !== null && must.length > count) {
    refuse('plan.required', `${must.length} sites are required but only ${count} may be chosen: allow more sites.`, 'count')
  }
  for (const [order, a] of must.entries()) {
    const b = must.slice(order + 1).find((other) => conflictsWith(conflicts, a, other))
    if (b === undefined) continue
    const what = `The required candidates ${a} and ${b} are too close to each other: drop one or lower the spacing.`
    refuse('plan.required-conflict', what, 'required')
  }
  const mustCost = must.reduce((sum, candidate) => sum + (costs?.[candidate] ?? 0), 0)
  if (budget !== null && mustCost > budget) {
    refuse('plan.budget', `The required sites cost ${mustCost} and the budget is ${budget}: raise the budget.`, 'budget')
  }
  if (must.length > 0 && (count === null || must.length === count)) return
  checkSomethingIsLeft(instance, must, isForbidden)
}

function checkSomethingIsLeft(instance: CoverageInstance, must: readonly number[], isForbidden: Set<number>): void {
  const { candidateCount, budget, costs, conflicts } = instance
  const others = Array.from({ length: candidateCount }, (_, candidate) => candidate).filter(
    (candidate) => !isForbidden.has(candidate) && !must.includes(candidate),
  )
  if (others.length === 0) {
    if (must.length > 0) return
    refuse('plan.all-forbidden', `All ${candidateCount} candidates are forbidden: allow some of them.`, 'forbidden')
  }
  if (must.length > 0 && others.every((candidate) => must.some((one) => conflictsWith(conflicts, one, candidate)))) {
    const what = `Spacing leaves nothing: all ${others.length} other candidates are too close to a required site: lower the spacing.`
    refuse('plan.spacing', what, 'conflicts')
  }
  if (budget === null || costs === null || must.length > 0) return
  const cheapest = others.reduce((best, candidate) => Math.min(best, costs[candidate] ?? 0), Number.POSITIVE_INFINITY)
  if (cheapest > budget) {
    refuse('plan.budget', `The cheapest site costs ${cheapest} and the budget is ${budget}: raise the budget.`, 'budget')
  }
}

function refuse(code: string, message: string, field: string): never {
  throw new Problem(code, message, { field })
}
