/**
 * Maximum likelihood of y = a − n x + bias of the hotspot + normal noise, where some y are only known to lie below a limit
 * (J. Tobin, 1958), by expectation and maximisation (Dempster, Laird and Rubin, 1977): each miss is replaced by what it is
 * worth on average under the present figures, a least-squares fit follows, and so on. Received packets enter through sums
 * that never change, so an iteration costs as much as there are misses.
 *
 * Biases are drawn towards 0 as if hotspots differed by 8 dB (standard deviation): a dozen samples outweigh that, and one
 * lucky packet does not make a strong hotspot.
 */
import { millsBelow } from '../normalDistribution'
import type { PreparedSamples } from './propagationSamples'

export interface TobitFigures {
  /** In the centred terms of the prepared samples. */
  intercept: number
  exponent: number
  sigma: number
  bias: Float64Array
}

export interface TobitFit extends TobitFigures {
  iterations: number
  converged: boolean
}

const MOST_ITERATIONS = 500
/** Of a dB, and of a tenth of an exponent: far below what samples can tell. */
const TOLERANCE = 1e-6
const BIAS_SIGMA_DB = 8
const LEAST_SIGMA_DB = 1e-3

/** Weight of the prior of a bias against one sample. */
export function biasWeight(sigma: number): number {
  return (sigma / BIAS_SIGMA_DB) ** 2
}

/** Sums per hotspot: count, x, y, xx, xy, yy. */
const SUMS = 6

export function tobitFit(samples: PreparedSamples): TobitFit {
  const received = receivedSums(samples)
  let figures: TobitFigures = { intercept: 0, exponent: 0, sigma: 10, bias: new Float64Array(samples.hotspotCount) }
  figures = maximise(received, figures, samples, 0)
  for (let iterations = 1; iterations <= MOST_ITERATIONS; iterations++) {
    const sums = received.slice()
    const extraVariance = addMisses(sums, figures, samples)
    const next = maximise(sums, figures, samples, extraVariance)
    const moved = Math.max(
      Math.abs(next.intercept - figures.intercept),
      Math.abs(next.exponent - figures.exponent) * 10,
      Math.abs(next.sigma - figures.sigma),
    )
    figures = next
    if (moved < TOLERANCE) return { ...figures, iterations, converged: true }
  }
  return { ...figures, iterations: MOST_ITERATIONS, converged: false }
}

function receivedSums({ count, hotspotCount, hotspot, x, y }: PreparedSamples): Float64Array {
  const sums = new Float64Array(hotspotCount * SUMS)
  for (let row = 0; row < count; row++) {
    const power = y[row] ?? Number.NaN
    if (!Number.isNaN(power)) addTo(sums, (hotspot[row] ?? 0) * SUMS, x[row] ?? 0, power)
  }
  return sums
}

/** Adds every miss at its expected power; gives the variance that these expectations leave out, summed. */
function addMisses(sums: Float64Array, { intercept, exponent, sigma, bias }: TobitFigures, samples: PreparedSamples): number {
  const { misses, limits, hotspot, x } = samples
  let variance = 0
  for (let at = 0; at < misses.length; at++) {
    const row = misses[at] ?? 0
    const server = hotspot[row] ?? 0
    const here = x[row] ?? 0
    const median = intercept + (bias[server] ?? 0) - exponent * here
    const z = ((limits[at] ?? 0) - median) / sigma
    const mills = millsBelow(z)
    addTo(sums, server * SUMS, here, median - sigma * mills)
    variance += sigma * sigma * Math.max(1 - z * mills - mills * mills, 0)
  }
  return variance
}

function addTo(sums: Float64Array, from: number, x: number, y: number): void {
  sums[from] = (sums[from] ?? 0) + 1
  sums[from + 1] = (sums[from + 1] ?? 0) + x
  sums[from + 2] = (sums[from + 2] ?? 0) + y
  sums[from + 3] = (sums[from + 3] ?? 0) + x * x
  sums[from + 4] = (sums[from + 4] ?? 0) + x * y
  sums[from + 5] = (sums[from + 5] ?? 0) + y * y
}

/** Least squares from the sums, the biases eliminated first; then the noise around it. */
function maximise(
  sums: Float64Array,
  before: TobitFigures,
  { hotspotCount }: PreparedSamples,
  extraVariance: number,
): TobitFigures {
  // With one hotspot its bias cannot be told from the intercept.
  const prior = hotspotCount > 1 ? Math.max(biasWeight(before.sigma), 1e-4) : Number.POSITIVE_INFINITY
  let [c, sx, sxx, sy, sxy] = [0, 0, 0, 0, 0]
  for (let from = 0; from < sums.length; from += SUMS) {
    const [count, x, y, xx, xy] = [
      sums[from] ?? 0,
      sums[from + 1] ?? 0,
      sums[from + 2] ?? 0,
      sums[from + 3] ?? 0,
      sums[from + 4] ?? 0,
    ]
    const share = 1 / (count + prior)
    c += count - count * count * share
    sx += x - count * x * share
    sxx += xx - x * x * share
    sy += y - count * y * share
    sxy += xy - x * y * share
  }
  const determinant = c * sxx - sx * sx
  const slope = (c * sxy - sx * sy) / determinant
  const intercept = (sy - slope * sx) / c
  const bias = new Float64Array(hotspotCount)
  let squares = extraVariance
  let all = 0
  for (let server = 0, from = 0; server < hotspotCount; server++, from += SUMS) {
    const [count, x, y, xx, xy, yy] = sums.subarray(from, from + SUMS) as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    const own = (y - intercept * count - slope * x) / (count + prior)
    bias[server] = own + 0
    const level = intercept + own
    squares += yy + count * level * level + slope * slope * xx - 2 * level * y - 2 * slope * xy + 2 * level * slope * x
    all += count
  }
  const sigma = Math.max(Math.sqrt(Math.max(squares, 0) / all), LEAST_SIGMA_DB)
  return { intercept, exponent: -slope, sigma, bias }
}
