/** Holds the cell layers of one map at every resolution, and answers what of them a view shows. */
import { gridDisk, latLngToCell } from 'h3-js'
import { h3Number } from '#core/geo/h3Index'
import { type CellDrawing, type CellDrawingRequest, drawCells, drawingBuffers, summariseCells } from '../map/cellDrawing'
import type { CellLayer } from '../map/cellLayer'
import { CellPyramid, type PyramidSource } from '../map/cellPyramid'
import type { CellLayerSummary } from '../map/cellSummary'

export type CellPyramidMessage =
  | { type: 'practise' }
  | { type: 'put'; id: string; source: PyramidSource }
  | { type: 'drop'; id: string }
  | { type: 'draw'; layers: CellLayerLook[]; view: CellDrawingRequest }

/** What of a layer decides which cells are drawn and what its legend counts. */
export type CellLayerLook = Pick<CellLayer, 'id' | 'combine' | 'ramp' | 'domain'>

/** The answer to one `draw`: its layers in their order. */
export interface CellPyramidReply {
  drawings: { id: string; drawing: CellDrawing; summary: CellLayerSummary }[]
}

const pyramids = new Map<string, CellPyramid>()

self.onmessage = ({ data }: MessageEvent<CellPyramidMessage>) => {
  if (data.type === 'practise') practise()
  else if (data.type === 'put') pyramids.set(data.id, new CellPyramid(data.source))
  else if (data.type === 'drop') pyramids.delete(data.id)
  else {
    const drawings = data.layers.flatMap((layer) => {
      const pyramid = pyramids.get(layer.id)
      if (!pyramid) return []
      const drawing = drawCells(pyramid, data.view)
      return [{ id: layer.id, drawing, summary: summariseCells(layer, pyramid, drawing.resolution, drawing.prefixes.length) }]
    })
    const reply: CellPyramidReply = { drawings }
    self.postMessage(reply, { transfer: drawings.flatMap(({ drawing }) => drawingBuffers(drawing)) })
  }
}

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
