import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import type { CellsGeoJsonInput } from '../map/geoJsonText'
import { ownData } from '../platform/ownData'

export const cellPyramidExportContract = defineContract({
  calls: {
    /** The cells of a layer as GeoJSON. */
    write: {
      input: ownData<CellsGeoJsonInput>(),
      output: z.instanceof(Blob),
      progress: z.object({ done: z.number(), total: z.number() }),
    },
  },
  events: {},
})
