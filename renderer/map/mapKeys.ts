/** The map by keyboard. */
import type { AreaDrawing } from './areaDrawing'

export interface MapKeyActions {
  /** Pixels right and down. */
  pan(dx: number, dy: number): void
  zoom(levels: number): void
  fit(): void
  /** Sets a corner in the middle of the view. */
  addCorner(): void
  drawing: AreaDrawing | null
  /** Ends the tool in use; null without one. */
  cancel: (() => void) | null
}

const STEP_PX = 120

/** @returns whether the key meant something here. */
export function handleMapKey(
  event: { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean },
  actions: MapKeyActions,
): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false
  const action = viewAction(event.key, actions) ?? drawingAction(event.key, actions)
  action?.()
  return action !== null
}

function viewAction(key: string, { pan, zoom, fit }: MapKeyActions): (() => void) | null {
  switch (key) {
    case 'ArrowLeft':
      return () => pan(-STEP_PX, 0)
    case 'ArrowRight':
      return () => pan(STEP_PX, 0)
    case 'ArrowUp':
      return () => pan(0, -STEP_PX)
    case 'ArrowDown':
      return () => pan(0, STEP_PX)
    case '+':
    case '=':
      return () => zoom(1)
    case '-':
      return () => zoom(-1)
    case '0':
      return fit
    default:
      return null
  }
}

function drawingAction(key: string, { drawing, addCorner, cancel }: MapKeyActions): (() => void) | null {
  if (key === 'Escape') return cancel
  if (!drawing) return null
  switch (key) {
    case ' ':
      return addCorner
    case 'Enter':
      return drawing.finish
    case 'Backspace':
      return drawing.takeBack
    default:
      return null
  }
}
