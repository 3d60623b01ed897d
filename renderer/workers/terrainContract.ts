import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import type { TerrainBounds, TerrainImage, TerrainScheme } from '#core/coverage/terrain/terrainImage'
import type { TerrainProfile } from '#core/coverage/terrain/terrainProfile'
import type { LatLng } from '#core/geo/sphere'
import { ownData } from '../platform/ownData'

export interface TerrainPath {
  profile: TerrainProfile
  /** Names of the layers the path lies on. */
  layers: string[]
  /** Layers that the path needs but whose files are not here. */
  missing: string[]
}

/** Answered one after the other. */
export const terrainContract = defineContract({
  calls: {
    profile: { input: z.object({ from: ownData<LatLng>(), to: ownData<LatLng>() }), output: ownData<TerrainPath>() },
    image: {
      input: ownData<{ bounds: TerrainBounds; widthPx: number; scheme: TerrainScheme }>(),
      output: ownData<TerrainImage>(),
    },
  },
  events: {},
})
