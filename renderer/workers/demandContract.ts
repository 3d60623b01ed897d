import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import type { UncoveredDemand } from '#core/coverage/uncoveredDemand'
import type { CellWeights } from '#core/demand/cellWeights'
import { cellIndexes, ownData } from '../platform/ownData'

export interface FoundDemand {
  demand: CellWeights
  /** Null where no coverage was given. */
  uncovered: UncoveredDemand | null
}

export const demandContract = defineContract({
  calls: {
    /** A demand layer, and what of it `coverage` leaves out. */
    read: {
      input: z.object({
        layerId: z.string(),
        coverage: z.object({ resolution: z.number(), cells: cellIndexes }).nullable(),
      }),
      output: ownData<FoundDemand>(),
    },
  },
  events: {},
})
