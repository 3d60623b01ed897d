/** One engine per mounted map, fed with its content; the frame it reports drives what React draws over the canvas. */
import { type RefObject, useEffect, useRef, useState } from 'react'
import { Problem } from '#core/model/problem'
import type { MapContent, MapFrame } from './mapContent'
import { MapEngine } from './mapEngine'

interface MapEngineState {
  container: RefObject<HTMLDivElement | null>
  engine: MapEngine | null
  frame: MapFrame | null
  /** Why there is no map: this machine has no WebGL, not even in software. */
  problem: Problem | null
}

export function useMapEngine(content: MapContent): MapEngineState {
  const container = useRef<HTMLDivElement>(null)
  const [engine, setEngine] = useState<MapEngine | null>(null)
  const [frame, setFrame] = useState<MapFrame | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)

  useEffect(() => {
    if (!container.current) return
    let isOver = false
    // Several views within one animation frame are one frame for React.
    let latest: MapFrame | null = null
    const publish = (next: MapFrame) => {
      if (latest === null) {
        requestAnimationFrame(() => {
          if (!isOver) setFrame(latest)
          latest = null
        })
      }
      latest = next
    }
    if (!hasWebGl()) {
      setProblem(
        new Problem(
          'map.no-webgl',
          'The map cannot be drawn because WebGL 2 is switched off: allow hardware or software rendering in this browser and open the screen again.',
        ),
      )
      return
    }
    const made = new MapEngine(container.current, publish)
    setEngine(made)
    return () => {
      isOver = true
      made.destroy()
      setEngine(null)
    }
  }, [])

  useEffect(() => engine?.show(content), [engine, content])
  return { container, engine, frame, problem }
}

let isAvailable: boolean | null = null

/** Whether WebGL 2 can be had; asked once, because each answer takes a context. */
function hasWebGl(): boolean {
  if (isAvailable) return true
  const context = document.createElement('canvas').getContext('webgl2')
  isAvailable = context !== null
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return isAvailable
}
