/** A freehand outline being dragged, as [lng, lat]. By keyboard the same is done corner by corner: see areaDrawing. */
import { useCallback, useMemo, useRef, useState } from 'react'
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
  // Several moves of the pointer can come between two renderings; none may be lost.
  const drawn = useRef<LngLat[]>([])
  const lasso = useMemo<Lasso | null>(() => {
    if (!points) return null
    const draw = (next: LngLat[]) => {
      drawn.current = next
      setPoints(next)
    }
    return {
      points,
      begin: (point) => draw([point]),
      extend: (point) => draw([...drawn.current, point]),
      end() {
        const ring = drawn.current
        if (ring.length < 3) return draw([])
        setPoints(null)
        onFinish(ring)
      },
      cancel: () => setPoints(null),
    }
  }, [points, onFinish])
  const start = useCallback(() => {
    drawn.current = []
    setPoints([])
  }, [])
  return { lasso, start }
}
