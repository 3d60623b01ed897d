/**
 * Calibration: the log-distance law that a cooperative's own measurements follow. With the packets that are known to have
 * been sent and not received, the fit is unbiased (Tobit). Without them it sees only the links that happened to be strong
 * enough, far away above all, and thinks that the signal fades more slowly than it does: such a fit is labelled biased.
 */
import { Problem } from '../../model/problem'
import { type FitErrors, fitErrors } from './fitErrors'
import { type PropagationSamples, prepareSamples, REFERENCE_DISTANCE_M } from './propagationSamples'
import { tobitFit } from './tobitFit'

export interface FitOptions {
  /** For misses that do not say their own; without it, the weakest packet that was received. */
  detectionLimitDbm?: number
  /** What was predicted before, per sample, for the error before and after. */
  predictedDbm?: Float32Array
}

export interface PropagationFit {
  method: 'tobit' | 'least-squares'
  /** True when the misses are not known; the reason says what that does. */
  biased: boolean
  reason: string | null
  exponent: number
  /** Median power at the reference distance, over all hotspots. */
  offsetDbm: number
  referenceDistanceM: number
  /** Standard deviation of shadowing around the fit. */
  sigmaDb: number
  /** How much stronger each hotspot is than the fit, shrunk towards 0 where few samples tell; NaN where it heard nothing. */
  hotspotBiasDb: Float64Array
  /** Root mean square of these: what the hotspots differ by. */
  hotspotSpreadDb: number
  standardErrors: FitErrors
  /** Measured minus fitted median, per sample; NaN for misses. */
  residualDb: Float32Array
  /** Root mean square error over received packets, before and after; before is null when nothing was predicted. */
  rmseDb: { before: number | null; after: number }
  received: number
  /** Misses that took part: those of hotspots that heard something. */
  misses: number
  detectionLimitDbm: number
  iterations: number
  converged: boolean
}

const LEAST_RECEIVED = 10
/** Spread of 10 log10(d) below which no exponent can be told: a standard deviation of 6% in distance. */
const LEAST_SPREAD = 0.25

const BIASED =
  'Only received packets are in this file. Far links that faded are missing from it, so the exponent comes out too low and coverage too large: add the packets that were sent and not received.'

/**
 * @throws Problem `calibration.too-few` or `calibration.one-distance` when the samples cannot tell.
 */
export function fitPropagation(samples: PropagationSamples, options: FitOptions = {}): PropagationFit {
  const { rssiDbm } = samples
  let received = 0
  let weakest = Number.POSITIVE_INFINITY
  for (const power of rssiDbm) {
    if (Number.isNaN(power)) continue
    received++
    weakest = Math.min(weakest, power)
  }
  if (received < LEAST_RECEIVED) {
    throw new Problem('calibration.too-few', `Only ${received} packets were received: a fit needs at least ${LEAST_RECEIVED}.`)
  }
  const detectionLimitDbm = options.detectionLimitDbm ?? weakest
  const prepared = prepareSamples(samples, detectionLimitDbm)
  checkSpread(prepared.x)
  const misses = prepared.misses.length
  const fit = tobitFit(prepared)
  const { residualDb, afterDb } = residuals(prepared, fit)
  const biased = misses === 0
  const hotspotBiasDb = fit.bias.map((bias, at) => (prepared.heard[at] === 1 ? bias : Number.NaN))
  return {
    method: biased ? 'least-squares' : 'tobit',
    biased,
    reason: biased ? BIASED : null,
    exponent: fit.exponent,
    offsetDbm: fit.intercept + prepared.meanY + fit.exponent * prepared.meanX,
    referenceDistanceM: REFERENCE_DISTANCE_M,
    sigmaDb: fit.sigma,
    hotspotBiasDb,
    hotspotSpreadDb: spreadDb(hotspotBiasDb),
    standardErrors: fitErrors(prepared, fit),
    residualDb,
    rmseDb: { before: options.predictedDbm ? rmse(rssiDbm, options.predictedDbm) : null, after: afterDb },
    received,
    misses,
    detectionLimitDbm,
    iterations: fit.iterations,
    converged: fit.converged,
  }
}

function spreadDb(biasesDb: Float64Array): number {
  const known = biasesDb.filter((bias) => !Number.isNaN(bias))
  return Math.sqrt(known.reduce((sum, bias) => sum + bias * bias, 0) / Math.max(1, known.length))
}

function checkSpread(centredX: Float64Array): void {
  let squares = 0
  for (const x of centredX) squares += x * x
  if (Math.sqrt(squares / centredX.length) >= LEAST_SPREAD) return
  throw new Problem(
    'calibration.one-distance',
    'All samples are about equally far from their hotspots: measure near and far, so that fading with distance can be told.',
  )
}

function residuals(
  { count, hotspot, x, y }: ReturnType<typeof prepareSamples>,
  { intercept, exponent, bias }: ReturnType<typeof tobitFit>,
): { residualDb: Float32Array; afterDb: number } {
  const residualDb = new Float32Array(count)
  let squares = 0
  let received = 0
  for (let row = 0; row < count; row++) {
    const residual = (y[row] ?? Number.NaN) - (intercept + (bias[hotspot[row] ?? 0] ?? 0) - exponent * (x[row] ?? 0))
    residualDb[row] = residual
    if (Number.isNaN(residual)) continue
    squares += residual * residual
    received++
  }
  return { residualDb, afterDb: Math.sqrt(squares / received) }
}

function rmse(measured: Float32Array, predicted: Float32Array): number | null {
  let squares = 0
  let counted = 0
  for (let row = 0; row < measured.length; row++) {
    const error = (measured[row] ?? Number.NaN) - (predicted[row] ?? Number.NaN)
    if (Number.isNaN(error)) continue
    squares += error * error
    counted++
  }
  return counted === 0 ? null : Math.sqrt(squares / counted)
}
