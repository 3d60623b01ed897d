/**
 * Fixes of a receiver that stands still. A fix counts when its HDOP is at most 20 and the receiver's own speed below a slow
 * walk; when it moves for three fixes in a row, what was collected before belongs to another place and is forgotten.
 */
import { offsetsFrom } from '../../geo/tangentPlane'
import type { AveragedPosition, GnssReception } from './averagedPosition'
import { averageFixes } from './averageFixes'
import type { PositionFix } from './FixCollector'
import { driftM, MOVING_MPS } from './motion'
import { splitOutliers } from './splitOutliers'

/** Beyond it the scale of such words ends: the position may be off by hundreds of metres. */
const WORST_HDOP = 20
/** One or two can be an error of the receiver's. */
const MOVING_FIXES = 3
/** As many points as the picture of the scatter shows at most. */
const SHOWN_POINTS = 600

export class StandingFixes {
  #fixes: PositionFix[] = []
  #kept: PositionFix[] = []
  #position: AveragedPosition | null = null
  #driftM = 0
  #movingInARow = 0

  /** @param speedMps the receiver's own word, null where it does not say */
  add(fix: PositionFix, speedMps: number | null): 'kept' | 'moving' | 'weak' {
    if (speedMps !== null && speedMps > MOVING_MPS) {
      this.#movingInARow += 1
      if (this.#movingInARow === MOVING_FIXES) this.#average([])
      return 'moving'
    }
    this.#movingInARow = 0
    if (fix.hdop !== null && fix.hdop > WORST_HDOP) return 'weak'
    this.#average([...this.#fixes, fix])
    return 'kept'
  }

  /** That agree with each other. */
  get count(): number {
    return this.#kept.length
  }

  /** Metres that they wander in one direction; 0 while they stand. */
  get driftM(): number {
    return this.#driftM
  }

  get position(): AveragedPosition | null {
    return this.#position
  }

  /** Of the newest fixes, also those that are left out: the picture shows them. */
  scatter(): GnssReception['scatter'] {
    const centre = this.#position
    return centre ? this.#fixes.slice(-SHOWN_POINTS).map(offsetsFrom(centre)) : []
  }

  #average(fixes: PositionFix[]): void {
    const { kept, rejected } = splitOutliers(fixes)
    const averaged = averageFixes(kept)
    this.#fixes = fixes
    this.#kept = kept
    this.#position = averaged && { ...averaged, rejected: rejected.length }
    this.#driftM = driftM(kept)
  }
}
