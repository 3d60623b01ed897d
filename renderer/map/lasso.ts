/** A freehand outline being dragged, as [lng, lat]. By keyboard the same is done corner by corner: see areaDrawing. */
import { useMemo, useState } from 'react'
import type { LngLat } from './unwrapRing'

export interface Lasso {
  points: readonly LngLat[]
  begin(point: LngLat): void
  extend(point: LngLat): void
  end(): void
  cancel(): void
}

/**
 * @param onFinish called with the outline, open, when the drag ends; a mere click encloses nothing and begins again.
 * @returns the lasso while there is one, and how to start it. Hand it to FleetMap: a drag then draws instead of moving the map.
 */
export function useLasso(onFinish: (ring: LngLat[]) => void): { lasso: Lasso | null; start(): void } {
  const [points, setPoints] = useState<LngLat[] | null>(null)
  const lasso = useMemo<Lasso | null>(
    () =>
      points && {
        points,
        begin: (point) => setPoints([point]),
        extend: (point) => setPoints([...points, point]),
        end: () => {
          if (points.length < 3) return setPoints([])
          setPoints(null)
          onFinish(points)
        },
        cancel: () => setPoints(null),
      },
    [points, onFinish],
  )
  return { lasso, start: () => setPoints([]) }
}
