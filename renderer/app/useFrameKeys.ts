import { useEffect, useRef } from 'react'
import { goTo } from '../platform/hashRoute'
import { isBusy } from './isBusy'
import { SCREENS } from './screens'

const SECOND_KEY_MS = 1_500

/** `g` and then a screen's letter goes there; `?` shows all shortcuts. Quiet while someone types or a layer is open. */
export function useFrameKeys(onShowShortcuts: () => void): void {
  const showShortcuts = useRef(onShowShortcuts)
  showShortcuts.current = onShowShortcuts

  useEffect(() => {
    let goPressedAt = Number.NEGATIVE_INFINITY
    function onKeyDown(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return
      if (event.key === '?') showShortcuts.current()
      const follows = event.timeStamp - goPressedAt < SECOND_KEY_MS
      goPressedAt = event.key === 'g' && !follows ? event.timeStamp : Number.NEGATIVE_INFINITY
      const screen = follows ? SCREENS.find(({ key }) => key === event.key) : undefined
      if (!screen) return
      event.preventDefault()
      goTo(screen.path)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
