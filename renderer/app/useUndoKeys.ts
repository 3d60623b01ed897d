import { useEffect } from 'react'
import { redoLatest, undoLatest } from '../data/history/undoJobs'
import { isBusy } from './isBusy'

/** Ctrl+Z takes back the latest act of this window, Shift+Ctrl+Z does it again. Fields keep these keys for their text. */
export function useUndoKeys(): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'z'
      if (!isUndo || isBusy(event.target)) return
      event.preventDefault()
      if (event.shiftKey) redoLatest()
      else undoLatest()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
