import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import type { CellDrawing, CellDrawingRequest } from '../map/cellDrawing'
import type { CellLayer } from '../map/cellLayer'
import type { PyramidSource } from '../map/cellPyramid'
import type { CellLayerSummary } from '../map/cellSummary'
import { ownData } from '../platform/ownData'

/** What of a layer decides which cells are drawn and what its legend counts. */
export type CellLayerLook = Pick<CellLayer, 'id' | 'combine' | 'ramp' | 'domain'>

export interface DrawnCells {
  id: string
  drawing: CellDrawing
  summary: CellLayerSummary
}

const nothing = z.object({})

export const cellPyramidContract = defineContract({
  calls: {
    /** Runs the code once where nobody waits for it. */
    practise: { input: nothing, output: nothing },
    put: { input: z.object({ id: z.string(), source: ownData<PyramidSource>() }), output: nothing },
    drop: { input: z.object({ id: z.string() }), output: nothing },
    /** What a view shows of the layers that were put, in their order. */
    draw: {
      input: z.object({ layers: ownData<readonly CellLayerLook[]>(), view: ownData<CellDrawingRequest>() }),
      output: ownData<DrawnCells[]>(),
    },
  },
  events: {},
})
