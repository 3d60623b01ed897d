import { lazy, Suspense, useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { isEmpty } from '../data/cooperative/isEmpty'
import { rememberActsOfWindow } from '../data/history/actsOfWindow'
import { OwnAccessProvider } from '../ui/access/OwnAccessProvider'
import { ConnectionBanner } from './ConnectionBanner'
import classes from './Frame.module.css'
import { InstallationBanner } from './InstallationBanner'
import { JobsTray } from './JobsTray'
import { NavigationRail } from './NavigationRail'
import { opening } from './opening'
import { ScreenOutlet } from './ScreenOutlet'
import { SCREENS } from './screens'
import { TopBar } from './TopBar'
import { TrainingStripe } from './TrainingStripe'
import { useFrameKeys } from './useFrameKeys'
import { useKeepingBackups } from './useKeepingBackups'
import { useQuietSync } from './useQuietSync'
import { useSettling } from './useSettling'

const Overlays = lazy(async () => ({ default: (await import('./Overlays')).Overlays }))

/** Navigation, the bar above, one screen, and what can lie over it. A full-screen screen has only itself and brings its own way back. */
export function Frame() {
  const [path] = useLocation()
  const [showsShortcuts, setShowsShortcuts] = useState(false)
  const isSettled = useIsSettled()
  useSettling(isSettled)
  useKeepingBackups(isSettled)
  useQuietSync(isSettled)
  useFrameKeys(() => setShowsShortcuts(true))
  useEffect(() => rememberActsOfWindow(), [])
  const isFullScreen = SCREENS.some((screen) => screen.fullScreen && screen.path === path)

  return (
    <OwnAccessProvider>
      <button type="button" className={classes.skip} onClick={() => document.getElementById('screen')?.focus()}>
        Skip to the screen
      </button>
      <div className={isFullScreen ? classes.bare : classes.frame}>
        {!isFullScreen && <NavigationRail path={path} />}
        <div className={classes.column}>
          <TrainingStripe />
          <ConnectionBanner />
          <InstallationBanner />
          {!isFullScreen && <TopBar onShowShortcuts={() => setShowsShortcuts(true)} />}
          <main id="screen" tabIndex={-1} className={classes.main}>
            <ScreenOutlet path={path} />
          </main>
          <JobsTray />
        </div>
      </div>
      {isSettled && (
        <Suspense fallback={null}>
          <Overlays showsShortcuts={showsShortcuts} onShowShortcuts={setShowsShortcuts} />
        </Suspense>
      )}
    </OwnAccessProvider>
  )
}

const SETTLES_WITHIN_MS = 500

/**
 * True once the first screen is drawn and the thread is free, or half a second later: then the rest may load. While the records
 * open the thread is free too, but what it would load then the first screen would wait for.
 */
function useIsSettled(): boolean {
  const [isSettled, setIsSettled] = useState(false)
  useEffect(() => {
    let isGone = false
    let request = 0
    const waitForIdle = () => {
      if (!isGone) request = requestIdleCallback(() => setIsSettled(true), { timeout: SETTLES_WITHIN_MS })
    }
    // A query that comes after those of the first screen: when it is answered, so are they.
    void opening.then(isEmpty).then(waitForIdle, waitForIdle)
    return () => {
      isGone = true
      cancelIdleCallback(request)
    }
  }, [])
  return isSettled
}
