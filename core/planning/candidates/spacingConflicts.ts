/** Pairs of candidates that stand closer together than a plan's spacing allows. */
import { NearbyPoints } from '../../geo/nearbyPoints'
import type { LatLng } from '../../geo/sphere'
import { validateArgument } from '../../model/problem'
import { numberText } from '../../words/numberText'
import type { CompressedRows } from '../optimise/coverageInstance'

/** Of a symmetric list; 96 MB of it. */
const maxConflicts = 24_000_000

/**
 * For each candidate those less than `spacingM` great-circle metres away, or null where none are.
 * @param count candidates from this one on have no conflicts
 * @throws Problem `plan.too-many-conflicts`
 */
export function spacingConflicts(places: readonly LatLng[], spacingM: number): CompressedRows | null {
  if (!(spacingM > 0)) return null
  const nearby = new NearbyPoints(places, spacingM)
  const ptr = new Int32Array(places.length + 1)
  const rows: number[][] = []
  let total = 0
  for (const [index, place] of places.entries()) {
    const others = nearby.within(place).filter((other) => other !== index)
    total += others.length
    validateArgument(
      total <= maxConflicts,
      'plan.too-many-conflicts',
      `A spacing of ${spacingM / 1_000} km rules out too many pairs of these ${numberText(places.length)} candidates: use a coarser grid or a shorter spacing.`,
    )
    rows.push(others)
    ptr[index + 1] = total
  }
  if (total === 0) return null
  const idx = new Int32Array(total)
  for (const [index, others] of rows.entries()) idx.set(others, ptr[index])
  return { ptr, idx }
}
