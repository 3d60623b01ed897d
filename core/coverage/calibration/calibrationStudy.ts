/** Everything that a calibration shows: the fit, how far its profile was off before and is after, where, and by hotspot. */
import type { CalibrationCurves } from './calibrationCurves'
import type { PropagationFit } from './fitPropagation'
import type { ResidualCells } from './residualCells'
import type { ResidualHistogram } from './residualHistogram'
import type { ScatterSample } from './scatterSample'

export interface HotspotFit {
  /** As the file writes it. */
  key: string
  /** As the fleet calls it. */
  name: string
  /** How much stronger it is than the fit and its own figures say; NaN where it heard nothing. */
  biasDb: number
  received: number
  misses: number
}

/** One row per measurement of a known hotspot, in the order of the file. */
export interface CalibrationRows {
  lat: Float64Array
  lng: Float64Array
  /** Row of `hotspots`. */
  hotspot: Uint32Array
  hotspots: string[]
  distanceM: Float64Array
  /** NaN for misses. */
  rssiDbm: Float32Array
  /** By the profile as it was; null where it has no law yet. */
  beforeDbm: Float32Array | null
  /** By the calibrated profile with the hotspot's own figures, without its bias: what coverage will be painted with. */
  afterDbm: Float32Array
}

export interface CalibrationStudy {
  fit: Omit<PropagationFit, 'residualDb' | 'hotspotBiasDb'>
  /** Root mean square of measured minus predicted; `withBiases` when each hotspot's bias is counted too. */
  rmseDb: { before: number | null; after: number; withBiases: number }
  rows: CalibrationRows
  /** Misses that took no part, because their hotspot heard nothing at all. */
  missesLeftOut: number
  /** Received packets without a prediction of before, for want of terrain. */
  unpredicted: number
  /** True when figures of single hotspots or the direction of an antenna were taken off the measurements for the fit. */
  hasOwnFigures: boolean
  /** Largest bias first; those that heard nothing come last. */
  hotspots: HotspotFit[]
  /** Keys in the file that no hotspot of the fleet has, with their measurements, most first. */
  unknownHotspots: { key: string; measurements: number }[]
  histogram: ResidualHistogram
  cells: ResidualCells
  /** Powers as if every hotspot had the profile's own figures, so that they can be held against the curves. */
  scatter: ScatterSample
  /** In the profile's main direction. */
  curves: CalibrationCurves
  /** Day of the last measurement, or null where the file does not say. */
  measuredOn: string | null
}

/** The buffers to hand over when a study crosses to another thread. */
export function studyBuffers({ rows, histogram, cells, scatter, curves }: CalibrationStudy): ArrayBuffer[] {
  const columns = [rows, histogram, cells, scatter, curves].flatMap((part) => Object.values(part))
  return columns.flatMap((column) => (ArrayBuffer.isView(column) ? [column.buffer as ArrayBuffer] : []))
}
