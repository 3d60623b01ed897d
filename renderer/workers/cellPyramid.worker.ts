/** Holds the cell layers of one map at every resolution, and answers what of them a view shows. */
import { type CellDrawing, type CellDrawingRequest, drawCells, drawingBuffers, summariseCells } from '../map/cellDrawing'
import type { CellLayer } from '../map/cellLayer'
import { CellPyramid, type PyramidSource } from '../map/cellPyramid'
import type { CellLayerSummary } from '../map/cellSummary'

export type CellPyramidMessage =
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
  if (data.type === 'put') pyramids.set(data.id, new CellPyramid(data.source))
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
