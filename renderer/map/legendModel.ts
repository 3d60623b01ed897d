/** What a legend says, the same on screen and on an exported picture. */
import { countText } from '#core/words/countText'
import { valueText } from './CellValues'
import { cellColors, UNKNOWN_COLOR } from './cellColors'
import type { CellLayer } from './cellLayer'
import type { CellLayerSummary } from './cellSummary'
import type { Rgb, Scheme } from './palette'

export interface LegendModel {
  name: string
  unit: string
  /** "12,345 cells of resolution 9". */
  cellsText: string
  /** What must be said beside the colours, e.g. "P(covered), best server, σ 8 dB". */
  note: string | null
  /** The ramp from its low to its high end with the cells of each step; empty for categories. */
  steps: { color: Rgb; cells: number }[]
  ends: [string, string] | null
  categories: { label: string; color: Rgb; cells: number }[]
  /** Categories that are not listed, and their cells. */
  rest: { categories: number; cells: number } | null
  /** Cells without a value. */
  unknown: { color: Rgb; cells: number } | null
}

const MOST_LISTED = 8

/** @param summary as the map reports it in `MapFrame.cellLayers`. */
export function legendModel(
  layer: CellLayer,
  summary: CellLayerSummary,
  scheme: Scheme,
  note: string | null = null,
): LegendModel {
  const { resolution, cells, missing, domain, bins, categories } = summary
  const colorOf = cellColors(layer, domain, scheme)
  const [low, high] = domain
  const listed = categories.slice(0, MOST_LISTED)
  const rest = categories.slice(MOST_LISTED)
  return {
    name: layer.name,
    unit: layer.unit,
    cellsText: `${countText(cells, 'cell')} of resolution ${resolution}`,
    note,
    steps: Array.from(bins, (count, bin) => ({
      color: colorOf(low + ((bin + 0.5) / bins.length) * (high - low)),
      cells: count,
    })),
    ends: layer.ramp === 'category' ? null : [layer.format(low), layer.format(high)],
    categories: listed.map((one) => ({ label: valueText(layer, one.value), color: colorOf(one.value), cells: one.cells })),
    rest: rest.length === 0 ? null : { categories: rest.length, cells: rest.reduce((sum, one) => sum + one.cells, 0) },
    unknown: missing === 0 || layer.missing === 'empty' ? null : { color: UNKNOWN_COLOR[scheme], cells: missing },
  }
}
