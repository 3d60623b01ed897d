/** Weights as whole numbers, so that the optimiser's gains and their sums are exact. */
import { Problem } from '../model/problem'
import { numberText } from '../words/numberText'
import type { CellWeights } from './cellWeights'

export interface IntegerWeights {
  /** Whole numbers in the order of the cells. */
  weights: Float64Array
  /** A whole weight of this much is one unit: divide by it to speak of units again. A power of ten. */
  scale: number
  /** Sum of the whole weights; a safe integer. */
  total: number
  /** Whether the whole weights are exactly `scale` times the given ones. */
  exact: boolean
  /** Cells whose weight is above 0 and became 0. */
  lost: number
}

/**
 * The weights times the smallest power of ten that makes all of them whole, up to `scaleLimit` and as far as their sum
 * stays a safe integer; rounded to the nearest where that is not enough.
 * @throws Problem `weights.overflow` when the sum is too large even without a scale
 */
export function integerWeights({ weights, unit }: CellWeights, scaleLimit = 1_000): IntegerWeights {
  let best: IntegerWeights | null = null
  for (let scale = 1; scale <= Math.max(1, scaleLimit); scale *= 10) {
    const scaled = scaledBy(weights, scale)
    if (scaled === null) break
    best = scaled
    if (scaled.exact) break
  }
  if (best !== null) return best
  throw new Problem(
    'weights.overflow',
    `The weights add up to more than ${numberText(Number.MAX_SAFE_INTEGER)} ${unit}, which cannot be counted exactly: use a larger unit, e.g. thousands.`,
  )
}

/** Null when the sum is no safe integer. */
function scaledBy(weights: Float64Array, scale: number): IntegerWeights | null {
  const whole = new Float64Array(weights.length)
  let total = 0
  let exact = true
  let lost = 0
  for (let at = 0; at < weights.length; at++) {
    const weight = weights[at] ?? 0
    const rounded = Math.round(weight * scale)
    // A decimal such as 0.1 is whole at scale 10 in every sense that matters: the nearest number to 1/10 is 0.1 again.
    if (rounded / scale !== weight) exact = false
    if (rounded === 0 && weight > 0) lost++
    whole[at] = rounded
    total += rounded
    if (!Number.isSafeInteger(total)) return null
  }
  return { weights: whole, scale, total, exact, lost }
}
