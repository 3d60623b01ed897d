/** Residuals of a calibration as a layer of the map. */

import type { CalibrationStudy } from '#core/coverage/calibration/calibrationStudy'
import { differenceText } from '#core/words/decibelText'
import type { CellLayer } from '../../../map/cellLayer'

export type ResidualSide = 'before' | 'after'

/** What must be said beside the colours. */
export const RESIDUALS_NOTE =
  'Measured minus predicted, mean of what each cell received. Orange is stronger than predicted, blue weaker; hatched: all missed. Far away only the strongest packets arrive, so some orange is usual there.'

/** Both sides share the ends of their colours, so that they can be compared. */
export function residualLayer({ cells }: CalibrationStudy, side: ResidualSide): CellLayer | null {
  const values = side === 'before' ? cells.beforeDb : cells.afterDb
  if (values === null) return null
  return {
    id: 'residuals',
    name: side === 'before' ? 'Residuals before' : 'Residuals after',
    resolution: cells.resolution,
    cells: cells.cells,
    values,
    combine: 'mean',
    ramp: 'diverging',
    domain: [-cells.limitDb, cells.limitDb],
    unit: 'dB',
    opacity: 0.85,
    visible: true,
    format: differenceText,
  }
}
