/** The tool in hand: selecting by an outline, measuring, or choosing one point. One at a time. */
import { useCallback, useMemo, useState } from 'react'
import { type AreaDrawing, useAreaDrawing } from '../../../map/areaDrawing'
import type { HotspotIndex } from '../../../map/hotspotIndex'
import { hotspotsInRing } from '../../../map/hotspotsInRing'
import { useLasso } from '../../../map/lasso'
import { useMeasurement } from '../../../map/measurement'
import type { LngLat } from '../../../map/unwrapRing'
import type { MapTool } from './MapToolbar'

type PointTaker = (position: LngLat) => void

/** @param onSelect called with the places in the fleet of the hotspots within an outline. */
export function useMapTools(index: HotspotIndex, onSelect: (places: number[]) => void) {
  const onRing = useCallback((ring: LngLat[]) => onSelect(hotspotsInRing(index, ring)), [index, onSelect])
  const { lasso, start: startLasso } = useLasso(onRing)
  const { drawing: polygon, start: startPolygon } = useAreaDrawing(onRing)
  const { measurement, start: startMeasuring, stop: stopMeasuring } = useMeasurement()
  const [taker, setTaker] = useState<{ take: PointTaker } | null>(null)

  const point = useMemo(() => taker && pointDrawing(taker.take, () => setTaker(null)), [taker])
  const putDown = () => {
    lasso?.cancel()
    polygon?.cancel()
    stopMeasuring()
    setTaker(null)
  }
  const start: Record<Exclude<MapTool, 'profile'>, () => void> = {
    lasso: startLasso,
    polygon: startPolygon,
    measure: startMeasuring,
  }
  return {
    lasso,
    drawing: point ?? polygon,
    measurement,
    /** The next click, or Space for the middle of the map, gives a position. Null takes the wish back. */
    takePoint(take: PointTaker | null) {
      putDown()
      if (take) setTaker({ take })
    },
    isTakingPoint: taker !== null,
    active: activeTool(lasso !== null, polygon !== null, measurement !== null),
    choose(tool: Exclude<MapTool, 'profile'> | null) {
      putDown()
      if (tool) start[tool]()
    },
  }
}

function activeTool(hasLasso: boolean, hasPolygon: boolean, measures: boolean): MapTool | null {
  if (hasLasso) return 'lasso'
  if (hasPolygon) return 'polygon'
  return measures ? 'measure' : null
}

/** A drawing that is over with its first corner. */
function pointDrawing(take: PointTaker, end: () => void): AreaDrawing {
  return {
    corners: [],
    add: (corner) => {
      end()
      take(corner)
    },
    takeBack: () => {},
    finish: end,
    cancel: end,
  }
}
