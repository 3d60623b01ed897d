/** What the pointer does over a map: points, clicks, draws corners or a lasso. */
import { type PointerEvent as ReactPointerEvent, useRef, useState } from 'react'
import { normalizeLng } from '#core/geo/longitude'
import type { AreaDrawing } from './areaDrawing'
import type { Lasso } from './lasso'
import type { MapHit } from './mapContent'
import type { MapEngine } from './mapEngine'
import type { LngLat } from './unwrapRing'

/** A press that moves further than this is a drag. */
const CLICK_PX = 5
/** Points of a lasso are at least this far apart. */
const LASSO_STEP_PX = 4

export interface Pixel {
  x: number
  y: number
}

interface PointerTools {
  engine: MapEngine | null
  /** While set, clicks make corners. */
  drawing: AreaDrawing | null
  /** While set, a drag draws. */
  lasso: Lasso | null
  onPick: ((hit: MapHit | null) => void) | undefined
}

export function useMapPointer({ engine, drawing, lasso, onPick }: PointerTools) {
  const [pointer, setPointer] = useState<Pixel | null>(null)
  const pressed = useRef<Pixel | null>(null)
  const lastDrawn = useRef<Pixel | null>(null)

  const positionAt = ({ x, y }: Pixel): LngLat | null => {
    const position = engine?.positionAt(x, y)
    return position ? [normalizeLng(position[0]), position[1]] : null
  }
  const addCorner = (at: Pixel) => {
    const position = positionAt(at)
    if (position) drawing?.add(position)
  }
  const drawLasso = (at: Pixel) => {
    const last = lastDrawn.current
    const position = positionAt(at)
    if (!last || !position || distancePx(last, at) < LASSO_STEP_PX) return
    lastDrawn.current = at
    lasso?.extend(position)
  }

  return {
    pointer,
    addCorner,
    handlers: {
      onPointerMove(event: ReactPointerEvent) {
        const at = pixelOf(event)
        setPointer(at)
        if (lasso) drawLasso(at)
      },
      onPointerLeave: () => setPointer(null),
      onPointerDown(event: ReactPointerEvent) {
        const at = pixelOf(event)
        pressed.current = at
        const position = lasso && isCanvas(event.target) ? positionAt(at) : null
        if (!position) return
        // The drag goes on beyond the edge of the map.
        event.currentTarget.setPointerCapture(event.pointerId)
        lastDrawn.current = at
        lasso?.begin(position)
      },
      onPointerUp(event: ReactPointerEvent) {
        const [from, at] = [pressed.current, pixelOf(event)]
        pressed.current = null
        if (lasso) {
          if (lastDrawn.current) lasso.end()
          lastDrawn.current = null
          return
        }
        if (!from || !isCanvas(event.target) || distancePx(from, at) > CLICK_PX || !engine) return
        if (drawing) addCorner(at)
        else onPick?.(engine.hit(at.x, at.y))
      },
      onDoubleClick(event: React.MouseEvent) {
        if (!isCanvas(event.target) || lasso) return
        if (drawing) drawing.finish()
        else engine?.zoomBy(1, pixelOf(event))
      },
    },
  }
}

const distancePx = (a: Pixel, b: Pixel) => Math.hypot(a.x - b.x, a.y - b.y)

const isCanvas = (target: EventTarget) => target instanceof HTMLCanvasElement

function pixelOf(event: { clientX: number; clientY: number; currentTarget: Element }): Pixel {
  const frame = event.currentTarget.getBoundingClientRect()
  return { x: event.clientX - frame.left, y: event.clientY - frame.top }
}
