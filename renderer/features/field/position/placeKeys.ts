/** The map of a place by keys: arrows move it, Shift makes the steps large, plus and minus zoom, 0 goes back to the beginning. */

export interface PlaceMove {
  kind: 'pan' | 'zoom' | 'home'
  /** Pixels to the right and down. */
  dx: number
  dy: number
  levels: number
}

/** At the closest zoom about a metre on the ground. */
const STEP_PX = 6
const LARGE_STEP_PX = 90

const ARROWS: Partial<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
const ZOOMS: Partial<Record<string, number>> = { '+': 1, '=': 1, '-': -1, _: -1 }

/** @returns null when the key means nothing to the map. */
export function placeMove(event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>): PlaceMove | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  const arrow = ARROWS[event.key]
  if (arrow) {
    const step = event.shiftKey ? LARGE_STEP_PX : STEP_PX
    return { kind: 'pan', dx: arrow[0] * step, dy: arrow[1] * step, levels: 0 }
  }
  const levels = ZOOMS[event.key]
  if (levels !== undefined) return { kind: 'zoom', dx: 0, dy: 0, levels }
  return event.key === '0' ? { kind: 'home', dx: 0, dy: 0, levels: 0 } : null
}
