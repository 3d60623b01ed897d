import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import type { TileAddress, TileGeometry } from '../map/packTile'
import { ownData } from '../platform/ownData'

export type TileContent =
  | { kind: 'vector'; geometry: TileGeometry }
  | { kind: 'raster'; image: ImageBitmap }
  /** The pack has nothing there. */
  | { kind: 'empty' }

export const mapPackContract = defineContract({
  calls: {
    open: { input: z.object({ layerId: z.string() }), output: z.object({ minZoom: z.number(), maxZoom: z.number() }) },
    tile: { input: z.object({ layerId: z.string(), tile: ownData<TileAddress>() }), output: ownData<TileContent>() },
  },
  events: {},
})
