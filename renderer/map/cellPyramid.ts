/**
 * A cell layer at every resolution from its own up to 0. Cells in H3 order lie beside their siblings, so each coarser level
 * is one pass over the finer one, and the cells of a view are found from the coarsest level down without looking at the rest.
 */
import { cellToLatLng, getHexagonEdgeLengthAvg } from 'h3-js'
import { toDegrees, toRadians } from '#core/geo/angles'
import { nearLng } from '#core/geo/longitude'
import { METRES_PER_DEGREE } from '#core/geo/sphere'
import type { CellLayer } from './cellLayer'
import { combineValues } from './combineValues'
import { prefixesOf, splitOfPrefix } from './h3Path'
import type { Bounds } from './mapView'

export interface PyramidLevel {
  resolution: number
  /** The cells, ascending; see h3Path. */
  prefixes: Float64Array
  /** The children of cell i are starts[i] to starts[i + 1] of the next finer level; at the own resolution each is itself. */
  starts: Uint32Array
  /** The layer's own cells that cell i stands for are members[i] to members[i + 1]. */
  members: Uint32Array
}

const EDGE_DEGREES = Array.from({ length: 16 }, (_, resolution) => getHexagonEdgeLengthAvg(resolution, 'm') / METRES_PER_DEGREE)
/** All descendants of a cell lie within this many of its average edges: cells differ in size, and children stick out. */
const REACH_EDGES = 2

export type PyramidSource = Pick<CellLayer, 'cells' | 'values' | 'resolution' | 'combine'>

export class CellPyramid {
  readonly resolution: number
  private readonly levels: PyramidLevel[] = []
  private readonly valuesOf: (Float32Array | undefined)[] = []

  constructor(private readonly source: PyramidSource) {
    this.resolution = source.resolution
    const prefixes = prefixesOf(source.cells, source.resolution)
    const identity = Uint32Array.from({ length: prefixes.length + 1 }, (_, i) => i)
    let level: PyramidLevel = { resolution: source.resolution, prefixes, starts: identity, members: identity }
    this.levels[source.resolution] = level
    for (let resolution = source.resolution - 1; resolution >= 0; resolution--) {
      level = parentsOf(level, resolution)
      this.levels[resolution] = level
    }
  }

  /** @param resolution from 0 to the layer's own. */
  level(resolution: number): PyramidLevel {
    const level = this.levels[resolution]
    if (!level) throw new RangeError(`A layer of resolution ${this.resolution} has none of ${resolution}`)
    return level
  }

  /** One value per cell of a level, combined when first asked for. */
  values(resolution: number): Float32Array {
    const known = this.valuesOf[resolution]
    if (known) return known
    const { combine, values } = this.source
    const combined = resolution === this.resolution ? values : combineValues(combine, values, this.level(resolution).members)
    this.valuesOf[resolution] = combined
    return combined
  }

  /**
   * Places in a level of the cells that may touch `bounds`, ascending; null when there are more than `most`.
   * @param bounds at most one turn wide.
   */
  within(resolution: number, bounds: Bounds, most: number): number[] | null {
    const found: number[] = []
    const visit = (at: number, cell: number): boolean => {
      const level = this.level(at)
      const place = placeOf(level.prefixes[cell] ?? 0, at, bounds)
      if (place === 'outside') return true
      if (at === resolution || place === 'inside') return this.collect(at, cell, resolution, found, most)
      const end = level.starts[cell + 1] ?? 0
      for (let child = level.starts[cell] ?? 0; child < end; child++) if (!visit(at + 1, child)) return false
      return true
    }
    const roots = this.level(0).prefixes.length
    for (let root = 0; root < roots; root++) if (!visit(0, root)) return null
    return found
  }

  private collect(at: number, cell: number, resolution: number, found: number[], most: number): boolean {
    let [first, end] = [cell, cell + 1]
    for (let level = at; level < resolution; level++) {
      const { starts } = this.level(level)
      first = starts[first] ?? 0
      end = starts[end] ?? 0
    }
    if (found.length + end - first > most) return false
    for (let one = first; one < end; one++) found.push(one)
    return true
  }
}

function parentsOf(finer: PyramidLevel, resolution: number): PyramidLevel {
  const count = finer.prefixes.length
  const prefixes = new Float64Array(count)
  const starts = new Uint32Array(count + 1)
  let length = 0
  let last = -1
  for (let i = 0; i < count; i++) {
    const prefix = Math.floor((finer.prefixes[i] ?? 0) / 8)
    if (prefix === last) continue
    last = prefix
    prefixes[length] = prefix
    starts[length] = i
    length += 1
  }
  starts[length] = count
  const kept = starts.slice(0, length + 1)
  return {
    resolution,
    prefixes: prefixes.slice(0, length),
    starts: kept,
    members: kept.map((first) => finer.members[first] ?? 0),
  }
}

/** Whether a cell with all its descendants lies inside the bounds, outside, or perhaps across their edge. */
function placeOf(prefix: number, resolution: number, bounds: Bounds): 'inside' | 'outside' | 'across' {
  const reach = (EDGE_DEGREES[resolution] ?? 0) * REACH_EDGES
  const [latitude, centreLng] = cellToLatLng(splitOfPrefix(prefix, resolution))
  if (latitude + reach < bounds.south || latitude - reach > bounds.north) return 'outside'
  // Around a pole: what is left or right of the view means nothing there.
  if (Math.abs(latitude) + reach >= 89.9) return 'across'
  const reachLng = toDegrees(Math.asin(Math.sin(toRadians(reach)) / Math.cos(toRadians(latitude))))
  const longitude = nearLng(centreLng, (bounds.west + bounds.east) / 2)
  const isWholeTurn = bounds.east - bounds.west >= 360 - 1e-9
  if (!isWholeTurn && (longitude + reachLng < bounds.west || longitude - reachLng > bounds.east)) return 'outside'
  const isInside =
    latitude - reach >= bounds.south &&
    latitude + reach <= bounds.north &&
    (isWholeTurn || (longitude - reachLng >= bounds.west && longitude + reachLng <= bounds.east))
  return isInside ? 'inside' : 'across'
}
