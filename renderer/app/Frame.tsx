import { AppShell } from '@mantine/core'
import { Suspense } from 'react'
import { Route, Router, Switch } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { SCREENS } from './screens'

/** Navigation, the bar above, and one screen. */
export function Frame() {
  return (
    <Router hook={useHashLocation}>
      <AppShell>
        <AppShell.Main>
          <Suspense fallback={null}>
            <Switch>
              {SCREENS.map((screen) => (
                <Route key={screen.path} path={screen.path} component={screen.component} />
              ))}
            </Switch>
          </Suspense>
        </AppShell.Main>
      </AppShell>
    </Router>
  )
}
