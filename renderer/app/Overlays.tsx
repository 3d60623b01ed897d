import { useEffect } from 'react'
import { ImportDrawer } from './ImportDrawer/ImportDrawer'
import { WindowDrop } from './ImportDrawer/WindowDrop'
import { Search } from './Search'
import { ShortcutList } from './ShortcutList'
import { preloadScreens } from './screens'
import { useUndoKeys } from './useUndoKeys'

interface OverlaysProps {
  showsShortcuts: boolean
  onShowShortcuts: (shows: boolean) => void
}

/** What can lie over a screen. Its code comes after the first screen's, so that the window is ready sooner. */
export function Overlays({ showsShortcuts, onShowShortcuts }: OverlaysProps) {
  useUndoKeys()
  useEffect(() => {
    // What does not come now comes when its screen is opened, and is said there.
    preloadScreens().catch(() => {})
  }, [])
  return (
    <>
      <Search onShowShortcuts={() => onShowShortcuts(true)} />
      <ImportDrawer />
      <WindowDrop />
      <ShortcutList opened={showsShortcuts} onClose={() => onShowShortcuts(false)} />
    </>
  )
}
