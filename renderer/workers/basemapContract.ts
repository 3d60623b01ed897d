import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import type { LandPolygons } from '../map/landPolygons'
import type { Bounds } from '../map/mapView'
import { ownData } from '../platform/ownData'

export const basemapContract = defineContract({
  calls: {
    /** The land within bounds. */
    land: {
      input: z.object({ detail: z.enum(['110m', '50m', '10m']), bounds: ownData<Bounds>() }),
      output: ownData<LandPolygons>(),
    },
  },
  events: {},
})
