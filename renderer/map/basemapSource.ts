/** Asks the basemap worker for the land near a view; only the newest question matters, so older answers are dropped. */
import type { BasemapReply, BasemapRequest } from '../workers/basemap.worker'
import type { BasemapDetail } from './basemapGeometry'
import type { LandPolygons } from './landPolygons'
import type { Bounds } from './mapView'

export interface BasemapSource {
  request(detail: BasemapDetail, bounds: Bounds): void
  close(): void
}

/** @param onLand called with each answer that is still wanted. */
export function openBasemap(onLand: (land: LandPolygons) => void): BasemapSource {
  const worker = new Worker(new URL('../workers/basemap.worker.ts', import.meta.url), { type: 'module' })
  let newest = 0
  worker.onmessage = ({ data }: MessageEvent<BasemapReply>) => {
    if (data.id === newest) onLand(data.land)
  }
  return {
    request(detail, bounds) {
      newest += 1
      const request: BasemapRequest = { id: newest, detail, bounds }
      worker.postMessage(request)
    },
    close: () => worker.terminate(),
  }
}
