import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import { cellIndexes } from '../platform/ownData'

export const planDemandContract = defineContract({
  calls: {
    /** What each cell of an area is worth, in the demand's unit. */
    read: {
      input: z.object({
        layerId: z.string(),
        resolution: z.number(),
        /** H3 indexes of the area, ascending. */
        cells: cellIndexes,
      }),
      output: z.instanceof(Float32Array),
    },
  },
  events: {},
})
