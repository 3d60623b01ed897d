/** Drawing on the map of a new plan: one drawing at a time, and what it is for. */
import { useCallback, useRef } from 'react'
import type { Ring } from '#core/model/position'
import type { Problem } from '#core/model/problem'
import { type AreaDrawing, useAreaDrawing } from '../../map/areaDrawing'
import type { LngLat } from '../../map/unwrapRing'
import { asProblem } from '../../ui/ProblemAlert'
import { refuseCrossing } from './planArea'

interface DraftDrawing {
  drawing: AreaDrawing | null
  /** Starts a drawing; its ring goes to `onRing`, unless its edges cross. */
  draw(onRing: (ring: Ring) => void): void
}

export function useDraftDrawing(onProblem: (problem: Problem | null) => void): DraftDrawing {
  const purpose = useRef<(ring: Ring) => void>(() => {})
  const onDrawn = useCallback(
    (corners: LngLat[]) => {
      try {
        const ring: Ring = corners.map(([lng, lat]) => [lng, lat])
        refuseCrossing(ring)
        purpose.current(ring)
        onProblem(null)
      } catch (thrown) {
        onProblem(asProblem(thrown))
      }
    },
    [onProblem],
  )
  const { drawing, start } = useAreaDrawing(onDrawn)
  return {
    drawing,
    draw(onRing) {
      purpose.current = onRing
      start()
    },
  }
}
