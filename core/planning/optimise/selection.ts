/**
 * A choice in the making. Adding and removing a site updates, row by row, what every other candidate would add and what
 * every chosen site alone covers, so that both are at hand at any time.
 */
import type { MergedProblem } from './mergeCells'

export class Selection {
  readonly problem: MergedProblem
  /** What adding this candidate would add now; 0 for the chosen. */
  readonly gain: Float64Array
  /** What removing this chosen site would lose now; 0 for the others. */
  readonly loss: Float64Array
  readonly isChosen: Uint8Array
  /** How many chosen sites are in conflict with this candidate. */
  readonly blockers: Int32Array
  /** How many chosen sites cover each row. */
  readonly coverers: Int32Array
  /** All chosen sites of a row, combined by exclusive or: the site itself where there is just one. */
  readonly covererOf: Int32Array
  value = 0
  spent = 0
  readonly #order: number[] = []
  readonly #placeOf: Int32Array

  constructor(problem: MergedProblem) {
    const candidateCount = problem.originalOf.length
    this.problem = problem
    this.gain = new Float64Array(candidateCount)
    this.loss = new Float64Array(candidateCount)
    this.isChosen = new Uint8Array(candidateCount)
    this.blockers = new Int32Array(candidateCount)
    this.coverers = new Int32Array(problem.weights.length)
    this.covererOf = new Int32Array(problem.weights.length)
    this.#placeOf = new Int32Array(candidateCount)
    const { ptr, idx } = problem.rows
    for (let candidate = 0; candidate < candidateCount; candidate++) {
      let gain = 0
      for (let at = ptr[candidate] ?? 0; at < (ptr[candidate + 1] ?? 0); at++) gain += problem.weights[idx[at] ?? 0] ?? 0
      this.gain[candidate] = gain
    }
  }

  /** In no particular order; not to be kept across changes. */
  get chosen(): readonly number[] {
    return this.#order
  }

  get size(): number {
    return this.#order.length
  }

  /** Whether count, budget and conflicts allow this candidate beside the chosen. */
  fits(candidate: number): boolean {
    return (
      this.isChosen[candidate] === 0 &&
      this.blockers[candidate] === 0 &&
      this.#order.length < this.problem.count &&
      this.spent + (this.problem.costs[candidate] ?? 0) <= this.problem.budget
    )
  }

  add(candidate: number): void {
    const { rows, columns, weights, costs } = this.problem
    const { gain, loss, coverers, covererOf } = this
    this.value += gain[candidate] ?? 0
    this.spent += costs[candidate] ?? 0
    let alone = 0
    for (let at = rows.ptr[candidate] ?? 0, end = rows.ptr[candidate + 1] ?? 0; at < end; at++) {
      const row = rows.idx[at] ?? 0
      const weight = weights[row] ?? 0
      const before = coverers[row] ?? 0
      if (before === 0) {
        alone += weight
        for (let to = columns.ptr[row] ?? 0, last = columns.ptr[row + 1] ?? 0; to < last; to++) {
          const other = columns.idx[to] ?? 0
          gain[other] = (gain[other] ?? 0) - weight
        }
      } else if (before === 1) {
        const other = covererOf[row] ?? 0
        loss[other] = (loss[other] ?? 0) - weight
      }
      coverers[row] = before + 1
      covererOf[row] = (covererOf[row] ?? 0) ^ candidate
    }
    loss[candidate] = alone
    this.isChosen[candidate] = 1
    this.#placeOf[candidate] = this.#order.length
    this.#order.push(candidate)
    this.#block(candidate, 1)
  }

  remove(candidate: number): void {
    const { rows, columns, weights, costs } = this.problem
    const { gain, loss, coverers, covererOf } = this
    this.value -= loss[candidate] ?? 0
    this.spent -= costs[candidate] ?? 0
    for (let at = rows.ptr[candidate] ?? 0, end = rows.ptr[candidate + 1] ?? 0; at < end; at++) {
      const row = rows.idx[at] ?? 0
      const weight = weights[row] ?? 0
      const after = (coverers[row] ?? 0) - 1
      coverers[row] = after
      const left = (covererOf[row] ?? 0) ^ candidate
      covererOf[row] = left
      if (after === 0) {
        for (let to = columns.ptr[row] ?? 0, last = columns.ptr[row + 1] ?? 0; to < last; to++) {
          const other = columns.idx[to] ?? 0
          gain[other] = (gain[other] ?? 0) + weight
        }
      } else if (after === 1) {
        loss[left] = (loss[left] ?? 0) + weight
      }
    }
    loss[candidate] = 0
    this.isChosen[candidate] = 0
    const place = this.#placeOf[candidate] ?? 0
    const last = this.#order.pop() ?? candidate
    if (last !== candidate) {
      this.#order[place] = last
      this.#placeOf[last] = place
    }
    this.#block(candidate, -1)
  }

  /** Goes to exactly these sites, by way of the differences. */
  become(sites: readonly number[]): void {
    const wanted = new Set(sites)
    for (const site of this.#order.slice()) if (!wanted.has(site)) this.remove(site)
    for (const site of sites) if (this.isChosen[site] === 0) this.add(site)
  }

  sorted(): number[] {
    return this.#order.slice().sort((a, b) => a - b)
  }

  #block(candidate: number, by: 1 | -1): void {
    const { conflicts } = this.problem
    if (conflicts === null) return
    for (let at = conflicts.ptr[candidate] ?? 0, end = conflicts.ptr[candidate + 1] ?? 0; at < end; at++) {
      const other = conflicts.idx[at] ?? 0
      this.blockers[other] = (this.blockers[other] ?? 0) + by
    }
  }
}
