/** Asks the basemap worker for the land near a view; only the newest question matters, so older answers are dropped. */
import { connectWorker } from '../platform/connectWorker'
import { keepWorker } from '../platform/keepWorker'
import { basemapContract } from '../workers/basemapContract'
import type { BasemapDetail } from './basemapGeometry'
import type { LandPolygons } from './landPolygons'
import type { Bounds } from './mapView'

export interface BasemapSource {
  request(detail: BasemapDetail, bounds: Bounds): void
  close(): void
}

/** @param onLand called with each answer that is still wanted. */
export function openBasemap(onLand: (land: LandPolygons) => void): BasemapSource {
  const worker = keepWorker(() => {
    const fresh = new Worker(new URL('../workers/basemap.worker.ts', import.meta.url), { type: 'module' })
    return connectWorker('basemap', basemapContract, fresh)
  })
  worker.warmUp()
  let newest = 0
  let isOver = false
  return {
    request(detail, bounds) {
      newest += 1
      const own = newest
      worker.call('land', { detail, bounds }).then(
        (land) => {
          if (own === newest && !isOver) onLand(land)
        },
        // The map stands without land; what broke is in the fault log.
        () => undefined,
      )
    },
    close() {
      isOver = true
      worker.close()
    },
  }
}
