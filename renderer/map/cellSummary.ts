/** What a legend says about a cell layer at the resolution that is drawn. */

/** How many bars a legend's histogram has. */
export const HISTOGRAM_BINS = 32

export interface CellLayerSummary {
  layerId: string
  /** The resolution that is drawn now. */
  resolution: number
  /** Cells of the whole layer at that resolution, and those of them without a value. */
  cells: number
  missing: number
  /** Polygons of this layer that are drawn now. */
  drawn: number
  /** The ends of the colours at this resolution; the layer's own, but scaled with the totals for 'sum'. */
  domain: readonly [number, number]
  /** Cells of the whole layer per even step of the domain; what lies beyond is in the first and last. Empty for categories. */
  bins: Uint32Array
  /** Cells of the whole layer per value, for categories; most cells first. */
  categories: readonly { value: number; cells: number }[]
}
