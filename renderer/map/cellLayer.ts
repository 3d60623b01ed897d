/**
 * A value per H3 cell, as every feature hands it to the map: coverage, probability, overlap, best server, gaps, demand,
 * what changes between two plans. The map aggregates it to the resolution that fits the zoom; the layer stays as it is.
 *
 * A layer is compared by its `cells` and `values` arrays (by identity): keep them while only its look changes, and make
 * new arrays when its content changes. The map copies them to a worker and never writes to them.
 */

/**
 * How the values of several cells become the value of the parent that stands for them when the view is far out:
 * - `max`: the strongest (power, overlap);
 * - `mean`: the plain mean of what is known (residuals, probability);
 * - `sum`: the total (demand, newly covered weight); the domain of colours grows with it;
 * - `share`: the value that most of the cells have (best server, covered or not); for `ramp: 'category'`.
 * Cells without a value (NaN) count for nothing; a parent of such cells only has none either.
 */
export type CellCombine = 'max' | 'mean' | 'sum' | 'share'

/** cividis for amounts, blue to orange around the middle of the domain for changes, Okabe–Ito for categories. */
export type CellRamp = 'sequential' | 'diverging' | 'category'

/** Red, green, blue, 0 to 255. */
export type CellColor = readonly [number, number, number]

export interface CellCategory {
  value: number
  label: string
  /** The next colour of Okabe–Ito when not given. */
  color?: CellColor
}

export interface CellLayer {
  /** Unique among the layers of a map; stays the same while the layer changes. */
  id: string
  name: string
  /** The H3 resolution of every cell. */
  resolution: number
  /** H3 indexes, ascending, each once. */
  cells: BigUint64Array
  /** One value per cell; NaN where it is unknown. */
  values: Float32Array
  combine: CellCombine
  ramp: CellRamp
  /** The values at the ends of the ramp; what lies beyond takes the end's colour. For 'sum', at the layer's own resolution. */
  domain: readonly [number, number]
  /** Shown in the legend, e.g. "dBm"; '' for none. */
  unit: string
  /** 0 to 1. */
  opacity: number
  visible: boolean
  /** The value in words of the legend, the tooltip and exports, with its unit, e.g. "−97 dBm". */
  format(value: number): string
  /**
   * For `ramp: 'category'`: the values and their names, each a whole number. A value that is not named takes one of the
   * seven colours by its remainder, which suits many (best server); the legend then counts values and does not name them.
   */
  categories?: readonly CellCategory[]
  /** Cells with NaN: hatched (unknown, the usual choice) or not drawn at all. */
  missing?: 'hatched' | 'empty'
  /** On a map with a divider: only on this side of it. Both when not given. */
  side?: MapSide
}

/** The two sides of a map that is split by a divider. */
export type MapSide = 'left' | 'right'

/** A cell under the pointer, at the resolution that is drawn there. */
export interface CellLayerHit {
  layerId: string
  /** 15 lower-case hex digits. */
  cell: string
  resolution: number
  /** NaN where unknown. */
  value: number
  /** How many cells of the layer it stands for; 1 at the layer's own resolution. */
  count: number
}
