import { Button, Center, Loader } from '@mantine/core'
import { IconMapQuestion } from '@tabler/icons-react'
import { Suspense } from 'react'
import { Link, Redirect } from 'wouter'
import { EmptyScreen } from '../ui/EmptyScreen'
import { Screen } from '../ui/Screen'
import { ScreenBoundary } from './ScreenBoundary'
import { MOVED, SCREENS } from './screens'

/** The screen of a path. One that fails takes nothing else with it. */
export function ScreenOutlet({ path }: { path: string }) {
  const moved = MOVED[path]
  if (moved) return <Redirect to={moved} replace />
  const screen = SCREENS.find((entry) => entry.path === path)
  if (!screen) {
    return (
      <Screen title="Nowhere">
        <EmptyScreen
          icon={<IconMapQuestion size={28} />}
          title="There is no such screen"
          actions={
            <Button component={Link} href="/">
              Go to Today
            </Button>
          }
        >
          The address {path} leads nowhere; choose a screen on the left.
        </EmptyScreen>
      </Screen>
    )
  }
  return (
    <ScreenBoundary key={screen.path} name={screen.label}>
      <Suspense
        fallback={
          <Center h="100%">
            <Loader size="sm" role="status" aria-label={`Opening ${screen.label}`} />
          </Center>
        }
      >
        <screen.component />
      </Suspense>
    </ScreenBoundary>
  )
}
