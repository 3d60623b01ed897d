/** Fills a selection with the best candidate that still fits, again and again, until nothing fits that adds anything. */
import type { QuickRandom } from './quickRandom'
import type { Selection } from './selection'

export interface FillRule {
  /** 0 looks at the gain alone, 1 at the gain per cost; anything between mixes the two. */
  costPower: number
  /** How much a candidate is held back for the free candidates that it would rule out: 0 not at all. */
  conflictPower: number
  /** Scores are blurred by up to this share, 0 for none. */
  noise: number
  /** The chance that a candidate is passed over. */
  blink: number
}

export const plainGain: FillRule = { costPower: 0, conflictPower: 0, noise: 0, blink: 0 }

/**
 * @param allowed where given, only candidates marked 1 are looked at.
 * @returns what was added, in order of choice. Ties go to the lower number.
 */
export function greedyFill(selection: Selection, rule: FillRule, random: QuickRandom, allowed?: Uint8Array): number[] {
  const { gain, problem } = selection
  const added: number[] = []
  const open: number[] = []
  for (let candidate = 0; candidate < gain.length; candidate++) {
    if ((gain[candidate] ?? 0) <= 0 || allowed?.[candidate] === 0 || !selection.fits(candidate)) continue
    if (rule.blink === 0 || random() >= rule.blink) open.push(candidate)
  }
  const bend = open.map((candidate) => bendOf(selection, candidate, rule, random))
  let length = open.length
  while (length > 0) {
    let best = -1
    let bestScore = 0
    let kept = 0
    for (let at = 0; at < length; at++) {
      const candidate = open[at] ?? 0
      const candidateGain = gain[candidate] ?? 0
      if (candidateGain <= 0 || !selection.fits(candidate)) continue
      const factor = bend[at] ?? 1
      open[kept] = candidate
      bend[kept++] = factor
      const score = candidateGain * factor
      if (score > bestScore) {
        best = candidate
        bestScore = score
      }
    }
    if (best < 0) break
    selection.add(best)
    added.push(best)
    length = selection.size < problem.count ? kept : 0
  }
  return added
}

/** By what a candidate's gain is multiplied to get its score: fixed while a selection is filled. */
function bendOf(selection: Selection, candidate: number, rule: FillRule, random: QuickRandom): number {
  const { costs, conflicts } = selection.problem
  let factor = rule.noise === 0 ? 1 : 1 - rule.noise * random()
  const cost = costs[candidate] ?? 0
  if (rule.costPower > 0) factor /= Math.max(cost, 1e-3) ** rule.costPower
  if (rule.conflictPower > 0 && conflicts !== null) {
    let ruledOut = 0
    for (let at = conflicts.ptr[candidate] ?? 0; at < (conflicts.ptr[candidate + 1] ?? 0); at++) {
      if (selection.fits(conflicts.idx[at] ?? 0)) ruledOut++
    }
    factor /= (1 + ruledOut) ** rule.conflictPower
  }
  return factor
}
