/** Measurements and a fleet in, a calibration with its pictures out. */
import { Problem } from '../../model/problem'
import { isoDay } from '../../words/dateText'
import { numberText } from '../../words/numberText'
import { calibrationCurves, lawDbm } from './calibrationCurves'
import type { CalibrationStudy, HotspotFit } from './calibrationStudy'
import { fitPropagation } from './fitPropagation'
import { type JoinedSamples, joinMeasurements, type Measurements } from './measurements'
import { type LinkPredictionInput, type MeasuredHotspot, predictLinks } from './predictLinks'
import type { PropagationSamples } from './propagationSamples'
import { residualCells } from './residualCells'
import { residualHistogram } from './residualHistogram'
import { scatterSample } from './scatterSample'

export interface CalibrationInput extends Pick<LinkPredictionInput, 'profile' | 'powerOverTerrain' | 'onProgress'> {
  measurements: Measurements
  /** The fleet by the keys and names that a file may use. */
  fleet: ReadonlyMap<string, MeasuredHotspot>
}

const MOST_NAMED = 3
/** Shares of the work, roughly: predicting, then fitting, then the pictures. */
const PREDICTED = 0.3
const FITTED = 0.8

/**
 * Fits the log-distance law to what every hotspot would have heard with the profile's own figures, so that the power, gain
 * and antenna of single hotspots are not taken for propagation.
 * @throws Problem `calibration.unknown-hotspots` when no hotspot is known; those of fitPropagation and predictLinks.
 */
export function studyCalibration(input: CalibrationInput): CalibrationStudy {
  const { measurements, fleet, profile } = input
  const joined = joinMeasurements(measurements, fleet)
  const { samples } = joined
  const unknownHotspots = [...joined.unknownHotspots]
    .map(([key, count]) => ({ key, measurements: count }))
    .sort((a, b) => b.measurements - a.measurements)
  if (joined.rows.length === 0) throw noneKnown(unknownHotspots.map(({ key }) => key))

  const known = new Map([...fleet].map(([key, hotspot]) => [key.toLowerCase(), hotspot]))
  const sites = measurements.hotspots.map((key) => known.get(key.toLowerCase()))
  const { predictedDbm: beforeDbm, ownGainDb } = predictLinks({
    ...input,
    joined,
    sites,
    onProgress: (share) => input.onProgress?.(share * PREDICTED),
  })
  const levelled = levelledSamples(samples, ownGainDb)
  const { residualDb: _, hotspotBiasDb, ...fit } = fitPropagation(levelled)
  input.onProgress?.(FITTED)

  const afterDbm = Float32Array.from(samples.distanceM, (apartM, at) => lawDbm(fit, apartM) + (ownGainDb[at] ?? 0))
  const afterDb = difference(samples.rssiDbm, afterDbm)
  const beforeDb = beforeDbm && difference(samples.rssiDbm, beforeDbm)
  const lat = Float64Array.from(joined.rows, (row) => measurements.lat[row] ?? Number.NaN)
  const lng = Float64Array.from(joined.rows, (row) => measurements.lng[row] ?? Number.NaN)
  const { distanceM, rssiDbm, hotspot } = samples
  return {
    fit,
    rmseDb: { before: beforeDb && rmse(beforeDb), after: rmse(afterDb) ?? Number.NaN, withBiases: fit.rmseDb.after },
    rows: { lat, lng, hotspot, hotspots: measurements.hotspots, distanceM, rssiDbm, beforeDbm, afterDbm },
    missesLeftOut: rssiDbm.length - fit.received - fit.misses,
    unpredicted: beforeDb ? fit.received - counted(beforeDb) : 0,
    hasOwnFigures: ownGainDb.some((gainDb) => gainDb !== 0),
    hotspots: hotspotFits(joined, sites, measurements.hotspots, hotspotBiasDb),
    unknownHotspots,
    histogram: residualHistogram(beforeDb, afterDb),
    cells: residualCells({ lat, lng }, beforeDb, afterDb),
    scatter: scatterSample(distanceM, levelled.rssiDbm),
    curves: calibrationCurves(distanceM, beforeDbm ? profile : null, fit),
    measuredOn: lastDay(measurements.timeMs),
  }
}

function noneKnown(keys: readonly string[]): Problem {
  const named = keys.slice(0, MOST_NAMED).join(', ')
  const more = keys.length > MOST_NAMED ? ` and ${numberText(keys.length - MOST_NAMED)} more` : ''
  return new Problem(
    'calibration.unknown-hotspots',
    `No hotspot of these measurements is in the fleet (${named}${more}): import the fleet that was measured, with its keys or names and positions.`,
    { field: 'hotspot' },
  )
}

/** A miss that does not say its own limit was weaker than the weakest packet received. */
function levelledSamples(samples: PropagationSamples, ownGainDb: Float32Array): PropagationSamples {
  let weakestDbm = Number.POSITIVE_INFINITY
  for (const power of samples.rssiDbm) if (power < weakestDbm) weakestDbm = power
  const without = (power: number, at: number) => power - (ownGainDb[at] ?? 0)
  return {
    ...samples,
    rssiDbm: samples.rssiDbm.map(without),
    detectionLimitDbm: samples.detectionLimitDbm.map((limit, at) => without(Number.isNaN(limit) ? weakestDbm : limit, at)),
  }
}

function hotspotFits(
  { samples }: JoinedSamples,
  sites: readonly (MeasuredHotspot | undefined)[],
  keys: readonly string[],
  biasDb: Float64Array,
): HotspotFit[] {
  const fits = keys.map((key, at) => ({
    key,
    name: sites[at]?.name ?? key,
    biasDb: biasDb[at] ?? Number.NaN,
    received: 0,
    misses: 0,
  }))
  for (const [sample, row] of samples.hotspot.entries()) {
    const fit = fits[row]
    if (!fit) continue
    if (Number.isNaN(samples.rssiDbm[sample])) fit.misses++
    else fit.received++
  }
  const size = ({ biasDb }: HotspotFit) => (Number.isNaN(biasDb) ? -1 : Math.abs(biasDb))
  return fits.filter((_, at) => sites[at] !== undefined).sort((a, b) => size(b) - size(a))
}

const difference = (measured: Float32Array, predicted: Float32Array) =>
  measured.map((power, at) => power - (predicted[at] ?? Number.NaN))

const counted = (values: Float32Array) => values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0)

function rmse(residualDb: Float32Array): number | null {
  const count = counted(residualDb)
  const squares = residualDb.reduce((sum, residual) => sum + (Number.isNaN(residual) ? 0 : residual * residual), 0)
  return count === 0 ? null : Math.sqrt(squares / count)
}

function lastDay(timeMs: Float64Array): string | null {
  let last = Number.NEGATIVE_INFINITY
  for (const time of timeMs) if (time > last) last = time
  return Number.isFinite(last) && Math.abs(last) < 8.64e15 ? isoDay(last) : null
}
