/** How far measurements lie from a prediction, counted in bins of equal width around 0. */

export interface ResidualHistogram {
  /** Bins reach from −limitDb to +limitDb; the outermost ones hold what lies beyond, too. */
  limitDb: number
  before: Uint32Array | null
  after: Uint32Array
}

/** Even, so that 0 lies between two bins. */
const BINS = 24
const NARROWEST_DB = 6
const WIDEST_DB = 60
const STEP_DB = 6
/** Beyond this share of the residuals, an axis would be stretched for a few. */
const SHOWN_SHARE = 0.98

/** @param beforeDb and `afterDb`: measured minus predicted; NaN counts for nothing. */
export function residualHistogram(beforeDb: Float32Array | null, afterDb: Float32Array): ResidualHistogram {
  const spreads = [beforeDb, afterDb].map((residuals) => (residuals ? absoluteQuantile(residuals, SHOWN_SHARE) : 0))
  const limitDb = Math.min(WIDEST_DB, Math.max(NARROWEST_DB, Math.ceil(Math.max(...spreads) / STEP_DB) * STEP_DB))
  return { limitDb, before: beforeDb && countBins(beforeDb, limitDb), after: countBins(afterDb, limitDb) }
}

function countBins(residuals: Float32Array, limitDb: number): Uint32Array {
  const bins = new Uint32Array(BINS)
  for (const residual of residuals) {
    if (Number.isNaN(residual)) continue
    const bin = Math.max(0, Math.min(BINS - 1, Math.floor(((residual + limitDb) / (2 * limitDb)) * BINS)))
    bins[bin] = (bins[bin] ?? 0) + 1
  }
  return bins
}

/** The size that a share of the values does not exceed, whatever their sign; 0 where there are none. */
export function absoluteQuantile(values: Float32Array, share: number): number {
  const sizes = values.filter((value) => !Number.isNaN(value)).map(Math.abs)
  return sizes.sort()[Math.ceil(share * (sizes.length - 1))] ?? 0
}
