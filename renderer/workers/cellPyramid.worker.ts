/** Holds the cell layers of one map at every resolution, and answers what of them a view shows. */
import { gridDisk, latLngToCell } from 'h3-js'
import { h3Number } from '#core/geo/h3Index'
import { drawCells, drawingBuffers, summariseCells } from '../map/cellDrawing'
import { CellPyramid, type PyramidSource } from '../map/cellPyramid'
import { serveWorker } from '../platform/serveWorker'
import { type CellLayerLook, cellPyramidContract } from './cellPyramidContract'

const pyramids = new Map<string, CellPyramid>()

serveWorker(cellPyramidContract, {
  async practise() {
    practise()
    return {}
  },
  async put({ id, source }) {
    pyramids.set(id, new CellPyramid(source))
    return {}
  },
  async drop({ id }) {
    pyramids.delete(id)
    return {}
  },
  async draw({ layers, view }, { transfer }) {
    const drawn = layers.flatMap((layer) => {
      const pyramid = pyramids.get(layer.id)
      if (!pyramid) return []
      const drawing = drawCells(pyramid, view)
      return [{ id: layer.id, drawing, summary: summariseCells(layer, pyramid, drawing.resolution, drawing.prefixes.length) }]
    })
    transfer(drawn.flatMap(({ drawing }) => drawingBuffers(drawing)))
    return drawn
  },
})

const PRACTICE_RUNS = 4
const PRACTICE_RINGS = 24

/**
 * Draws what nobody sees, because code that has run before runs many times faster: the first layer is then as quick as any.
 * A layer that comes meanwhile goes first.
 */
function practise(runs = PRACTICE_RUNS): void {
  if (runs === 0 || pyramids.size > 0) return
  const names = gridDisk(latLngToCell(0, 0, 6), PRACTICE_RINGS).sort()
  const source: PyramidSource = {
    cells: BigUint64Array.from(names, h3Number),
    values: Float32Array.from(names, (_, place) => place),
    resolution: 6,
    combine: 'mean',
  }
  const pyramid = new CellPyramid(source)
  const view = { resolution: 6, bounds: { west: -1, south: -1, east: 1, north: 1 }, centreLng: 0 }
  for (const maxPolygons of [names.length, names.length / 4]) {
    const drawing = drawCells(pyramid, { ...view, maxPolygons })
    const look: CellLayerLook = { id: 'practice', combine: 'mean', ramp: 'sequential', domain: [0, names.length] }
    summariseCells(look, pyramid, drawing.resolution, drawing.prefixes.length)
  }
  setTimeout(() => practise(runs - 1))
}
