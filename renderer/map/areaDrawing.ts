/** An area being drawn by clicks: its corners so far, in order, as [lng, lat]. */
import { useMemo, useState } from 'react'
import type { LngLat } from './unwrapRing'

export interface AreaDrawing {
  corners: readonly LngLat[]
  add(corner: LngLat): void
  takeBack(): void
  finish(): void
  cancel(): void
}

/**
 * @param onFinish called with three corners or more; fewer are not an area, so finishing does nothing yet.
 * @returns the drawing while there is one, and how to start it.
 */
export function useAreaDrawing(onFinish: (corners: LngLat[]) => void): { drawing: AreaDrawing | null; start(): void } {
  const [corners, setCorners] = useState<LngLat[] | null>(null)
  const drawing = useMemo<AreaDrawing | null>(
    () =>
      corners && {
        corners,
        // The second click of a double click lands where the first did.
        add: (corner) => setCorners(isSame(corner, corners.at(-1)) ? corners : [...corners, corner]),
        takeBack: () => setCorners(corners.slice(0, -1)),
        finish: () => {
          if (corners.length < 3) return
          setCorners(null)
          onFinish(corners)
        },
        cancel: () => setCorners(null),
      },
    [corners, onFinish],
  )
  return { drawing, start: () => setCorners([]) }
}

const isSame = (a: LngLat, b: LngLat | undefined) => b !== undefined && a[0] === b[0] && a[1] === b[1]
