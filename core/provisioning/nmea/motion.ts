/**
 * Whether a receiver stands still, from two independent signs: the speed that it measures itself (Doppler, exact to a few
 * decimetres a second), and a trend in where its fixes lie. A mean of places on the way is no position.
 */
import { offsetsFrom } from '../../geo/tangentPlane'
import type { PositionFix } from './FixCollector'
import type { NmeaSentence } from './nmeaSentence'

const METRES_PER_SECOND_PER_KNOT = 1852 / 3600
/** A slow walk is 0.7 m/s; a receiver that stands says up to about 0.3 m/s. */
export const MOVING_MPS = 0.5
/** Slow wander of the signal stays below this in the open within some minutes. */
const DRIFT_M = 10
/** So many times more than the fixes scatter around the trend. */
const DRIFT_OVER_SCATTER = 3
const FEWEST_FIXES = 5

/** Metres per second over ground of an RMC sentence that holds; null of any other and where the receiver does not say. */
export function speedOf({ type, fields }: NmeaSentence): number | null {
  const knots = fields[6] ?? ''
  if (type !== 'RMC' || fields[1] !== 'A' || !/^\d+(\.\d*)?$/.test(knots)) return null
  return Number(knots) * METRES_PER_SECOND_PER_KNOT
}

/**
 * How far the fixes wander in one direction from the first to the last, by the straight line that fits them best over time.
 * @returns metres, or 0 where the trend is small or cannot be told from scatter.
 */
export function driftM(fixes: readonly PositionFix[]): number {
  const [first] = fixes
  if (!first || fixes.length < FEWEST_FIXES) return 0
  const times = fixes.map(({ time }) => (Date.parse(time) - Date.parse(first.time)) / 1000)
  const offsets = fixes.map(offsetsFrom(first))
  const east = fitLine(
    times,
    offsets.map(({ eastM }) => eastM),
  )
  const north = fitLine(
    times,
    offsets.map(({ northM }) => northM),
  )
  const spanS = Math.max(...times) - Math.min(...times)
  const drift = Math.hypot(east.slope, north.slope) * spanS
  const scatter = Math.sqrt(east.meanSquare + north.meanSquare)
  return drift > DRIFT_M && drift > DRIFT_OVER_SCATTER * scatter ? drift : 0
}

/** Least squares; a slope of 0 when all is of one moment. */
function fitLine(xs: readonly number[], ys: readonly number[]): { slope: number; meanSquare: number } {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanX, meanY] = [mean(xs), mean(ys)]
  const spread = mean(xs.map((x) => (x - meanX) ** 2))
  const slope = spread === 0 ? 0 : mean(xs.map((x, at) => (x - meanX) * ((ys[at] ?? 0) - meanY))) / spread
  return { slope, meanSquare: mean(xs.map((x, at) => ((ys[at] ?? 0) - meanY - slope * (x - meanX)) ** 2)) }
}
