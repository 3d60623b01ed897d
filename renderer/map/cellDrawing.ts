/** One cell layer made ready to draw around one view, and what its legend says. Runs in a worker. */
import type { CellLayer } from './cellLayer'
import { type CellPolygons, cellPolygons, polygonBuffers } from './cellPolygons'
import type { CellPyramid } from './cellPyramid'
import { type CellLayerSummary, HISTOGRAM_BINS } from './cellSummary'
import { splitOfPrefix } from './h3Path'
import type { Bounds } from './mapView'

export interface CellDrawing {
  resolution: number
  /** The cells drawn, ascending (see h3Path), with the value of each and how many cells of the layer it stands for. */
  prefixes: Float64Array
  values: Float32Array
  counts: Uint32Array
  /** Those with a value and those without, each in the order above. */
  known: CellPolygons
  unknown: CellPolygons
}

export interface CellDrawingRequest {
  /** The finest resolution that would be legible; the layer's own when that is coarser. */
  resolution: number
  bounds: Bounds
  /** The turn of the globe to draw in. */
  centreLng: number
  maxPolygons: number
}

/** The finest level, from the wanted resolution up, that has no more than `maxPolygons` cells within the bounds. */
export function drawCells(pyramid: CellPyramid, request: CellDrawingRequest): CellDrawing {
  let resolution = Math.min(request.resolution, pyramid.resolution)
  let found = pyramid.within(resolution, request.bounds, request.maxPolygons)
  while (found === null && resolution > 0) {
    resolution -= 1
    found = pyramid.within(resolution, request.bounds, request.maxPolygons)
  }
  const { prefixes, members } = pyramid.level(resolution)
  const values = pyramid.values(resolution)
  const shown = found ?? []
  const polygonsOf = (isKnown: boolean) =>
    cellPolygons(
      shown
        .filter((cell) => Number.isNaN(values[cell]) !== isKnown)
        .map((cell) => splitOfPrefix(prefixes[cell] ?? 0, resolution)),
      request.centreLng,
    )
  return {
    resolution,
    prefixes: Float64Array.from(shown, (cell) => prefixes[cell] ?? 0),
    values: Float32Array.from(shown, (cell) => values[cell] ?? Number.NaN),
    counts: Uint32Array.from(shown, (cell) => (members[cell + 1] ?? 0) - (members[cell] ?? 0)),
    known: polygonsOf(true),
    unknown: polygonsOf(false),
  }
}

export function drawingBuffers({ prefixes, values, counts, known, unknown }: CellDrawing): Transferable[] {
  return [prefixes.buffer, values.buffer, counts.buffer, ...polygonBuffers(known), ...polygonBuffers(unknown)]
}

/** The whole layer at one resolution, as the legend shows it. */
export function summariseCells(
  layer: Pick<CellLayer, 'id' | 'combine' | 'ramp' | 'domain'>,
  pyramid: CellPyramid,
  resolution: number,
  drawn: number,
): CellLayerSummary {
  const values = pyramid.values(resolution)
  const domain = layer.combine === 'sum' ? scaledDomain(layer.domain, pyramid, resolution) : layer.domain
  let missing = 0
  const bins = new Uint32Array(layer.ramp === 'category' ? 0 : HISTOGRAM_BINS)
  const cellsOf = new Map<number, number>()
  for (const value of values) {
    if (Number.isNaN(value)) missing += 1
    else if (layer.ramp === 'category') cellsOf.set(value, (cellsOf.get(value) ?? 0) + 1)
    else {
      const bin = binOf(value, domain)
      bins[bin] = (bins[bin] ?? 0) + 1
    }
  }
  const categories = [...cellsOf].map(([value, cells]) => ({ value, cells })).sort((a, b) => b.cells - a.cells)
  return { layerId: layer.id, resolution, cells: values.length, missing, drawn, domain, bins, categories }
}

function binOf(value: number, [low, high]: readonly [number, number]): number {
  const share = high === low ? 0.5 : (value - low) / (high - low)
  return Math.max(0, Math.min(HISTOGRAM_BINS - 1, Math.floor(share * HISTOGRAM_BINS)))
}

/** Totals grow with their cells: the ends of the colours grow as the largest total does. */
function scaledDomain([low, high]: readonly [number, number], pyramid: CellPyramid, resolution: number): [number, number] {
  const own = largestOf(pyramid.values(pyramid.resolution))
  const factor = own > 0 ? largestOf(pyramid.values(resolution)) / own : 1
  return [low * factor, high * factor]
}

function largestOf(values: Float32Array): number {
  let largest = 0
  for (const value of values) if (Math.abs(value) > largest) largest = Math.abs(value)
  return largest
}
