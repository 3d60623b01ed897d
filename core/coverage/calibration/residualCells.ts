/** Residuals on the map: their mean in every H3 cell in which something was measured. */
import { getHexagonEdgeLengthAvg, latLngToCell } from 'h3-js'
import { h3Number } from '../../geo/h3Index'
import { wrapLng } from '../../geo/longitude'
import { greatCircleM } from '../../geo/sphere'
import { absoluteQuantile } from './residualHistogram'

export interface ResidualCells {
  resolution: number
  /** H3 indexes, ascending. */
  cells: BigUint64Array
  /** Packets received in each cell; 0 where all were missed. */
  received: Uint32Array
  /** Mean of measured minus predicted; NaN where nothing was received or predicted. */
  beforeDb: Float32Array | null
  afterDb: Float32Array
  /** Common to both, so that they can be compared: most means lie between −limitDb and +limitDb. */
  limitDb: number
}

/** Places of measurements, one per sample. */
export interface SamplePlaces {
  lat: Float64Array
  lng: Float64Array
}

const FINEST = 11
const COARSEST = 6
/** Cells across the measured area: finer than this nothing is seen. */
const CELLS_ACROSS = 80
/** Packets a cell must hold on average: the mean of fewer is mostly shadowing. */
const LEAST_PER_CELL = 4
const LIMIT_STEP_DB = 5
const SHOWN_SHARE = 0.95

/** @param beforeDb and `afterDb`: residuals per sample; NaN for misses and where nothing was predicted. */
export function residualCells(places: SamplePlaces, beforeDb: Float32Array | null, afterDb: Float32Array): ResidualCells {
  let resolution = residualResolution(places)
  let { names, positions } = cellsOf(places, resolution)
  while (resolution > COARSEST && names.length * LEAST_PER_CELL > positions.length) {
    ;({ names, positions } = cellsOf(places, --resolution))
  }
  // Of one resolution, names have one length: they sort as the numbers do.
  const sorted = names.toSorted()
  const ranks = new Map(sorted.map((name, rank) => [name, rank]))
  const rankOf = Uint32Array.from(names, (name) => ranks.get(name) ?? 0)
  const rows = positions.map((position) => rankOf[position] ?? 0)
  const after = means(rows, afterDb, sorted.length)
  const before = beforeDb && means(rows, beforeDb, sorted.length)
  const spread = Math.max(absoluteQuantile(after.mean, SHOWN_SHARE), before ? absoluteQuantile(before.mean, SHOWN_SHARE) : 0)
  return {
    resolution,
    cells: BigUint64Array.from(sorted, h3Number),
    received: after.count,
    beforeDb: before?.mean ?? null,
    afterDb: after.mean,
    limitDb: Math.max(LIMIT_STEP_DB, Math.ceil(spread / LIMIT_STEP_DB) * LIMIT_STEP_DB),
  }
}

/** The cells in the order they are met, and of each sample the position of its cell. */
function cellsOf({ lat, lng }: SamplePlaces, resolution: number): { names: string[]; positions: Uint32Array } {
  const known = new Map<string, number>()
  const positions = Uint32Array.from(lat, (degrees, sample) => {
    const cell = latLngToCell(degrees, lng[sample] ?? 0, resolution)
    const position = known.get(cell) ?? known.size
    if (position === known.size) known.set(cell, position)
    return position
  })
  return { names: [...known.keys()], positions }
}

/** From 6 to 11, by how far the measurements lie apart: between the tenth and the ninetieth in a hundred each way. */
export function residualResolution({ lat, lng }: SamplePlaces): number {
  const middle = lng[0] ?? 0
  const turned = lng.map((degrees) => wrapLng(degrees - middle))
  const [south, north] = middleRange(lat.slice())
  const [west, east] = middleRange(turned)
  const acrossM = greatCircleM({ lat: south, lng: west }, { lat: north, lng: east })
  for (let resolution = FINEST; resolution > COARSEST; resolution--) {
    // A hexagon is √3 edges wide.
    if (acrossM / (Math.sqrt(3) * getHexagonEdgeLengthAvg(resolution, 'm')) <= CELLS_ACROSS) return resolution
  }
  return COARSEST
}

function middleRange(values: Float64Array): [number, number] {
  values.sort()
  const at = (share: number) => values[Math.round(share * (values.length - 1))] ?? 0
  return [at(0.1), at(0.9)]
}

function means(rows: Uint32Array, residualDb: Float32Array, cells: number): { mean: Float32Array; count: Uint32Array } {
  const sums = new Float64Array(cells)
  const count = new Uint32Array(cells)
  for (const [sample, row] of rows.entries()) {
    const residual = residualDb[sample] ?? Number.NaN
    if (Number.isNaN(residual)) continue
    sums[row] = (sums[row] ?? 0) + residual
    count[row] = (count[row] ?? 0) + 1
  }
  return { mean: Float32Array.from(sums, (sum, row) => (count[row] ? sum / (count[row] ?? 1) : Number.NaN)), count }
}
