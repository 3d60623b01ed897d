/** Cell layers as deck.gl layers: one for what is known, a hatched one for what is not. */
import type { Layer } from '@deck.gl/core'
import { cellColors, UNKNOWN_COLOR } from './cellColors'
import type { CellDrawing } from './cellDrawing'
import type { CellLayer } from './cellLayer'
import type { DrawnCellLayer } from './cellLayerSource'
import { vertexColors } from './cellPolygons'
import { HATCHED } from './layerExtensions'
import { cellsLayer, type Divided } from './mapLayers'
import type { Scheme } from './palette'

interface Colors {
  scheme: Scheme
  ramp: CellLayer['ramp']
  categories: CellLayer['categories']
  low: number
  high: number
  known: Uint8Array
  unknown: Uint8Array
}

/** Colours follow the look of a layer, buffers its content; both are kept while nothing changes, so that a pan uploads nothing. */
const colorsOf = new WeakMap<CellDrawing, Colors>()

export function valueLayers({ layer, drawing, summary }: DrawnCellLayer, scheme: Scheme, divided: Divided): Layer[] {
  const colors = colorsFor(layer, drawing, summary.domain, scheme)
  const { known, unknown } = drawing
  const isHatched = unknown.length > 0 && layer.missing !== 'empty'
  return [
    cellsLayer(layer.id, known, colors.known, layer.opacity, { ...divided, side: layer.side }),
    ...(isHatched
      ? [cellsLayer(`${layer.id}-unknown`, unknown, colors.unknown, layer.opacity, { ...divided, side: layer.side }, [HATCHED])]
      : []),
  ]
}

function colorsFor(layer: CellLayer, drawing: CellDrawing, [low, high]: readonly [number, number], scheme: Scheme): Colors {
  const { ramp, categories } = layer
  const cached = colorsOf.get(drawing)
  const isSameLook = cached?.scheme === scheme && cached.ramp === ramp && cached.categories === categories
  if (isSameLook && cached.low === low && cached.high === high) return cached
  const colorOf = cellColors(layer, [low, high], scheme)
  const values = drawing.values.filter((value) => !Number.isNaN(value))
  const made: Colors = {
    scheme,
    ramp,
    categories,
    low,
    high,
    known: vertexColors(drawing.known, (polygon) => colorOf(values[polygon] ?? 0)),
    unknown: vertexColors(drawing.unknown, () => UNKNOWN_COLOR[scheme]),
  }
  colorsOf.set(drawing, made)
  return made
}
