/** Fills a selection with the best candidate that still fits, again and again, until nothing fits that adds anything. */
import type { QuickRandom } from './quickRandom'
import type { Selection } from './selection'

export interface FillRule {
  /** 0 looks at the gain alone, 1 at the gain per cost, ½ mixes the two. */
  costPower: 0 | 0.5 | 1
  /** How much a candidate is held back for the candidates that it would rule out: 0 not at all. */
  conflictPower: 0 | 0.5 | 1
  /** Scores are blurred by up to this share, 0 for none. */
  noise: number
  /** The chance that a candidate is passed over. */
  blink: number
}

export const plainGain: FillRule = { costPower: 0, conflictPower: 0, noise: 0, blink: 0 }

export class GreedyFill {
  readonly #selection: Selection
  readonly #random: QuickRandom
  readonly #open: Int32Array
  readonly #bend: Float64Array
  /** By what costs and conflicts divide a candidate's gain, per pair of powers. */
  readonly #bends = new Map<string, Float64Array>()

  constructor(selection: Selection, random: QuickRandom) {
    this.#selection = selection
    this.#random = random
    this.#open = new Int32Array(selection.gain.length)
    this.#bend = new Float64Array(selection.gain.length)
  }

  /**
   * @param allowed where given, only candidates marked 1 are looked at.
   * @returns what was added, in order of choice. Ties go to the lower number.
   */
  fill(rule: FillRule, allowed?: Uint8Array): number[] {
    const selection = this.#selection
    const { gain, isChosen, blockers, problem } = selection
    const { costs, budget, count } = problem
    const open = this.#open
    const bend = this.#bend
    const added: number[] = []
    let length = selection.size < count ? this.#collect(rule, allowed) : 0
    while (length > 0) {
      const left = budget - selection.spent
      let best = -1
      let bestScore = 0
      let kept = 0
      for (let at = 0; at < length; at++) {
        const candidate = open[at] ?? 0
        const own = gain[candidate] ?? 0
        if (own <= 0 || isChosen[candidate] === 1 || blockers[candidate] !== 0 || (costs[candidate] ?? 0) > left) continue
        const factor = bend[at] ?? 1
        open[kept] = candidate
        bend[kept++] = factor
        const score = own * factor
        if (score <= bestScore) continue
        best = candidate
        bestScore = score
      }
      if (best < 0) break
      selection.add(best)
      added.push(best)
      length = selection.size < count ? kept : 0
    }
    return added
  }

  /** The candidates that take part, with what their gains are multiplied by: fixed while a selection is filled. */
  #collect(rule: FillRule, allowed: Uint8Array | undefined): number {
    const { gain, isChosen, blockers } = this.#selection
    const { noise, blink } = rule
    const fixed = this.#fixedBends(rule)
    const random = this.#random
    let length = 0
    for (let candidate = 0; candidate < gain.length; candidate++) {
      if ((gain[candidate] ?? 0) <= 0 || isChosen[candidate] === 1 || blockers[candidate] !== 0) continue
      if (allowed !== undefined && allowed[candidate] === 0) continue
      if (blink > 0 && random() < blink) continue
      this.#open[length] = candidate
      this.#bend[length++] = (fixed === null ? 1 : (fixed[candidate] ?? 1)) * (noise === 0 ? 1 : 1 - noise * random())
    }
    return length
  }

  #fixedBends({ costPower, conflictPower }: FillRule): Float64Array | null {
    if (costPower === 0 && conflictPower === 0) return null
    const key = `${costPower} ${conflictPower}`
    const known = this.#bends.get(key)
    if (known) return known
    const { costs, conflicts } = this.#selection.problem
    const bends = Float64Array.from(costs, (cost, candidate) => {
      const partners = conflicts === null ? 0 : (conflicts.ptr[candidate + 1] ?? 0) - (conflicts.ptr[candidate] ?? 0)
      return 1 / (Math.max(cost, 1e-3) ** costPower * (1 + partners) ** conflictPower)
    })
    this.#bends.set(key, bends)
    return bends
  }
}
