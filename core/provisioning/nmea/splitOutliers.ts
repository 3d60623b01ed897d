/**
 * Which fixes agree with the others. The rule: the centre is the median of all fixes, east and north each by itself; a fix is
 * left out when it lies further from that centre than four times the median of all those distances, and at least 2 m away. For
 * fixes that scatter as noise does, four medians are 4.7 standard deviations, so about one good fix in 60,000 is lost; a leap to
 * another place is left out as long as fewer than half of the fixes leap. Fewer than four fixes are all kept.
 */
import { greatCircleM } from '../../geo/sphere'
import { offsetsFrom, placeAt } from '../../geo/tangentPlane'
import type { PositionFix } from './FixCollector'

const MEDIANS = 4
/** A receiver that repeats itself to the centimetre would lose its next honest fix otherwise. */
const ALWAYS_KEPT_M = 2
const FEWEST_FIXES = 4

/** Both lists in their order. */
export function splitOutliers(fixes: readonly PositionFix[]): { kept: PositionFix[]; rejected: PositionFix[] } {
  const [first] = fixes
  if (!first || fixes.length < FEWEST_FIXES) return { kept: [...fixes], rejected: [] }
  const offsets = fixes.map(offsetsFrom(first))
  const centre = placeAt(first, {
    eastM: median(offsets.map(({ eastM }) => eastM)),
    northM: median(offsets.map(({ northM }) => northM)),
  })
  const distancesM = fixes.map((fix) => greatCircleM(centre, fix))
  const limitM = Math.max(ALWAYS_KEPT_M, MEDIANS * median(distancesM))
  const isKept = (at: number) => (distancesM[at] ?? 0) <= limitM
  return { kept: fixes.filter((_, at) => isKept(at)), rejected: fixes.filter((_, at) => !isKept(at)) }
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort()
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}
