import { useEffect, useRef } from 'react'
import { isStepCovered } from '../openForm'

/** Esc closes this layer of the step before it leaves the field. */
export function useLayerEscape(close: () => void): void {
  const latest = useRef(close)
  latest.current = close
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('[role="dialog"]')) return
      // What lies over the step is closed first.
      if (isStepCovered()) return
      event.preventDefault()
      if (event.repeat) return
      latest.current()
    }
    // Before the keys of the field hear of it.
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [])
}
