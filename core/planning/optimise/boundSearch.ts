/**
 * An upper bound by Lagrangian relaxation: each row asks the candidates that cover it for a price between 0 and its
 * weight, each group of conflicting candidates for a price from 0 up, and the budget for a price per unit. Whatever the
 * prices, what the best affordable candidates could collect bounds every choice; a subgradient search lowers the bound.
 * (M. L. Fisher, "The Lagrangian relaxation method for solving integer programming problems", 1981.)
 */
import { conflictCliques } from './conflictCliques'
import type { CompressedRows } from './coverageInstance'
import { mostSites } from './maximumCoverageModel'
import type { MergedProblem } from './mergeCells'

/** Steps without a better bound after which the search goes back to the best prices with a shorter stride. */
const PATIENCE = 8
const SLOWER = 0.6
/** How much of its course a step keeps. */
const MEMORY = 0.75
const SMALLEST_STRIDE = 1e-4

export class BoundSearch {
  readonly problem: MergedProblem
  /** The best bound so far on the problem's value (without what is required). */
  bound = Number.POSITIVE_INFINITY
  /** What each candidate would collect beyond its prices, and those picked, where the bound was best. */
  readonly worth: Float64Array
  readonly #cliques: CompressedRows | null
  readonly #rowPrices: Float64Array
  readonly #cliquePrices: Float64Array
  readonly #score: Float64Array
  readonly #picked: Uint8Array
  readonly #rowSlope: Float64Array
  readonly #rowCourse: Float64Array
  readonly #cliqueSlope: Float64Array
  readonly #cliqueCourse: Float64Array
  readonly #bestRowPrices: Float64Array
  readonly #bestCliquePrices: Float64Array
  /** Prices of rows move in steps of their weights, those of cliques in steps of a candidate's middling worth. */
  readonly #cliqueScale: number
  readonly #mostSites: number
  #moneyPrice = 0
  #stride = 1
  #idle = 0

  constructor(problem: MergedProblem) {
    const candidateCount = problem.originalOf.length
    this.problem = problem
    this.#cliques = problem.conflicts && conflictCliques(problem.conflicts)
    this.#rowPrices = Float64Array.from(problem.weights, (weight, row) => {
      const coverers = (problem.columns.ptr[row + 1] ?? 0) - (problem.columns.ptr[row] ?? 0)
      return coverers === 1 ? weight : weight / 2
    })
    this.#cliquePrices = new Float64Array(this.#cliques === null ? 0 : this.#cliques.ptr.length - 1)
    this.worth = new Float64Array(candidateCount)
    this.#score = new Float64Array(candidateCount)
    this.#picked = new Uint8Array(candidateCount)
    this.#rowSlope = new Float64Array(problem.weights.length)
    this.#rowCourse = new Float64Array(problem.weights.length)
    this.#cliqueSlope = new Float64Array(this.#cliquePrices.length)
    this.#cliqueCourse = new Float64Array(this.#cliquePrices.length)
    this.#bestRowPrices = this.#rowPrices.slice()
    this.#bestCliquePrices = this.#cliquePrices.slice()
    const total = problem.weights.reduce((sum, weight) => sum + weight, 0)
    this.#cliqueScale = total / Math.max(1, candidateCount)
    this.#mostSites = mostSites(problem.costs, problem.budget, problem.count)
  }

  /** At most so many sites fit, by count and by the cheapest costs. */
  get mostSites(): number {
    return this.#mostSites
  }

  /** Whether further steps could still lower the bound by anything worth having. */
  get isSpent(): boolean {
    return this.#stride < SMALLEST_STRIDE
  }

  /** The dearest choice that the bound allows, as a whole number. */
  get wholeBound(): number {
    return Math.floor(this.bound + Math.max(1e-7, this.bound * 1e-11))
  }

  /** One step of the search towards `target`, the best value known. */
  step(target: number): void {
    const bound = this.#price()
    if (bound < this.bound) {
      if (bound < this.bound - 1e-3 * Math.max(1, this.bound - target)) this.#idle = 0
      this.bound = bound
      this.worth.set(this.#score)
      this.#bestRowPrices.set(this.#rowPrices)
      this.#bestCliquePrices.set(this.#cliquePrices)
    } else if (++this.#idle >= PATIENCE) {
      this.#stride *= SLOWER
      this.#idle = 0
      this.#rowPrices.set(this.#bestRowPrices)
      this.#cliquePrices.set(this.#bestCliquePrices)
    }
    this.#findSlopes()
    const rowNorm = deflect(this.#rowSlope, this.#rowCourse, this.#rowPrices, this.problem.weights)
    const cliqueNorm = deflect(this.#cliqueSlope, this.#cliqueCourse, this.#cliquePrices, null, this.#cliqueScale)
    if (rowNorm + cliqueNorm === 0) {
      this.#stride = 0
      return
    }
    const gap = Math.max(bound - target, 1e-4 * Math.max(1, bound))
    const length = (this.#stride * gap) / (rowNorm + cliqueNorm)
    move(this.#rowPrices, this.#rowCourse, length, this.problem.weights)
    move(this.#cliquePrices, this.#cliqueCourse, length, null, this.#cliqueScale)
  }

  /** The bound at the current prices; leaves scores and picks behind. */
  #price(): number {
    const { rows, weights, costs, budget } = this.problem
    const { ptr, idx } = rows
    const rowPrices = this.#rowPrices
    let bound = 0
    for (let row = 0; row < weights.length; row++) bound += (weights[row] ?? 0) - (rowPrices[row] ?? 0)
    const score = this.#score
    for (let candidate = 0; candidate < score.length; candidate++) {
      let sum = 0
      for (let at = ptr[candidate] ?? 0, end = ptr[candidate + 1] ?? 0; at < end; at++) sum += rowPrices[idx[at] ?? 0] ?? 0
      score[candidate] = sum
    }
    const cliques = this.#cliques
    const cliquePrices = this.#cliquePrices
    for (let clique = 0; clique < cliquePrices.length; clique++) {
      const price = cliquePrices[clique] ?? 0
      if (price === 0 || cliques === null) continue
      bound += price
      for (let at = cliques.ptr[clique] ?? 0, end = cliques.ptr[clique + 1] ?? 0; at < end; at++) {
        const member = cliques.idx[at] ?? 0
        score[member] = (score[member] ?? 0) - price
      }
    }
    if (Number.isFinite(budget)) {
      this.#moneyPrice = bestMoneyPrice(score, costs, budget, this.#mostSites, this.#moneyPrice)
      bound += this.#moneyPrice * budget
      for (let candidate = 0; candidate < score.length; candidate++) {
        score[candidate] = (score[candidate] ?? 0) - this.#moneyPrice * (costs[candidate] ?? 0)
      }
    }
    return bound + this.#pickBest()
  }

  #pickBest(): number {
    const score = this.#score
    const picked = this.#picked
    const least = nthLargest(score, this.#mostSites)
    let sum = 0
    let left = this.#mostSites
    picked.fill(0)
    for (const mustExceed of [true, false]) {
      for (let candidate = 0; candidate < score.length && left > 0; candidate++) {
        const own = score[candidate] ?? 0
        if (own <= 0 || picked[candidate] === 1 || (mustExceed ? own <= least : own !== least)) continue
        picked[candidate] = 1
        sum += own
        left--
      }
    }
    return sum
  }

  /** How the bound would change with each price: up where nobody was picked, down where several were. */
  #findSlopes(): void {
    const { rows } = this.problem
    const picked = this.#picked
    const rowSlope = this.#rowSlope.fill(-1)
    // Few are picked, so their rows are walked rather than every row's candidates.
    for (let candidate = 0; candidate < picked.length; candidate++) {
      if (picked[candidate] === 0) continue
      for (let at = rows.ptr[candidate] ?? 0, end = rows.ptr[candidate + 1] ?? 0; at < end; at++) {
        const row = rows.idx[at] ?? 0
        rowSlope[row] = (rowSlope[row] ?? 0) + 1
      }
    }
    const cliques = this.#cliques
    const cliqueSlope = this.#cliqueSlope
    if (cliques === null) return
    for (let clique = 0; clique < cliqueSlope.length; clique++) {
      let own = 1
      for (let at = cliques.ptr[clique] ?? 0, end = cliques.ptr[clique + 1] ?? 0; at < end; at++) {
        own -= picked[cliques.idx[at] ?? 0] ?? 0
      }
      cliqueSlope[clique] = own
    }
  }
}

/**
 * Turns the course towards the slope, keeping some of where it went, since slopes alone zigzag. What a price's limits do
 * not allow is left out. @returns the squared length of the course, each price measured in its own scale.
 */
function deflect(
  slope: Float64Array,
  course: Float64Array,
  prices: Float64Array,
  limits: Float64Array | null,
  scale = 1,
): number {
  let norm = 0
  for (let at = 0; at < slope.length; at++) {
    let own = (slope[at] ?? 0) + MEMORY * (course[at] ?? 0)
    const price = prices[at] ?? 0
    const limit = limits === null ? Number.POSITIVE_INFINITY : (limits[at] ?? 0)
    if ((own > 0 && price <= 0) || (own < 0 && price >= limit)) own = 0
    course[at] = own
    norm += own * own * (limits === null ? scale : limit)
  }
  return norm
}

function move(prices: Float64Array, course: Float64Array, length: number, limits: Float64Array | null, scale = 1): void {
  for (let at = 0; at < prices.length; at++) {
    const own = course[at] ?? 0
    if (own === 0) continue
    const limit = limits === null ? Number.POSITIVE_INFINITY : (limits[at] ?? 0)
    prices[at] = Math.min(limit, Math.max(0, (prices[at] ?? 0) - length * own * (limits === null ? scale : limit)))
  }
}

/** The price per unit of cost at which the picks bound the value best; the bound is convex in it. */
function bestMoneyPrice(score: Float64Array, costs: Float64Array, budget: number, mostSites: number, near: number): number {
  let high = 0
  for (let candidate = 0; candidate < score.length; candidate++) {
    const cost = costs[candidate] ?? 0
    if (cost > 0) high = Math.max(high, (score[candidate] ?? 0) / cost)
  }
  const left = new Float64Array(score.length)
  const spentAt = (price: number): number => {
    for (let candidate = 0; candidate < score.length; candidate++) {
      left[candidate] = (score[candidate] ?? 0) - price * (costs[candidate] ?? 0)
    }
    const least = Math.max(0, nthLargest(left, mostSites))
    let spent = 0
    for (let candidate = 0; candidate < score.length; candidate++) {
      const own = left[candidate] ?? 0
      if (own > 0 && own >= least) spent += costs[candidate] ?? 0
    }
    return spent
  }
  if (spentAt(0) <= budget) return 0
  let low = 0
  // From step to step the price hardly moves.
  if (near > 0) {
    if (spentAt(near * 0.95) > budget) low = near * 0.95
    if (near * 1.05 < high && spentAt(near * 1.05) <= budget) high = near * 1.05
  }
  for (let halving = 0; halving < 30 && high - low > 1e-4 * high; halving++) {
    const middle = (low + high) / 2
    if (spentAt(middle) > budget) low = middle
    else high = middle
  }
  return high
}

/** The value that `rank` of the numbers reach, or minus infinity where there are fewer. */
export function nthLargest(values: Float64Array, rank: number): number {
  if (rank <= 0) return Number.POSITIVE_INFINITY
  if (rank > values.length) return Number.NEGATIVE_INFINITY
  const sorted = values.slice().sort()
  return sorted[values.length - rank] ?? Number.NEGATIVE_INFINITY
}
