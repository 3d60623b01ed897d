import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import type { TerrainLayer } from '#core/model/dataLayer'
import { ownData } from '../platform/ownData'

export interface TerrainImportProgress {
  step: 'reading' | 'writing'
  /** 0 to 1. */
  share: number
}

export const terrainImportContract = defineContract({
  calls: {
    /** Writes the layer and its tiles, or nothing. */
    import: {
      input: z.object({ file: z.instanceof(File) }),
      output: ownData<TerrainLayer>(),
      progress: ownData<TerrainImportProgress>(),
    },
  },
  events: {},
})
