import { Center, Loader, Stack, Text } from '@mantine/core'
import { lazy, type ReactNode, Suspense, useSyncExternalStore } from 'react'
import { lostRecords, useRecordsStanding } from '../data/durability/recordsStanding'
import { isDemoStart, onOpening, openingState } from './opening'
import { RecordsBoundary } from './RecordsBoundary'
import { RescueScreen } from './RescueScreen'

const LostRecordsScreen = lazy(async () => ({ default: (await import('./LostRecordsScreen')).LostRecordsScreen }))

const waiting = (
  <Center h="100%">
    <Loader size="sm" role="status" aria-label="Opening the records" />
  </Center>
)

const migrating = (
  <Center h="100%" component="main">
    <Stack align="center" maw={560} p="xl" role="status">
      <Loader size="sm" />
      <Text ta="center">The records are of an earlier version. A copy is kept, then they are brought up to this one.</Text>
    </Stack>
  </Center>
)

/** The screens, whose queries wait for the records by themselves; when the opening fails or records are lost, one page that says so. */
export function OpeningGate({ children }: { children: ReactNode }) {
  const state = useSyncExternalStore(onOpening, openingState)
  const lost = useRecordsStanding(lostRecords)
  if (state === 'migrating') return migrating
  if (state === 'opening' && isDemoStart) return waiting
  if (lost) {
    return (
      <Suspense fallback={waiting}>
        <LostRecordsScreen lost={lost} />
      </Suspense>
    )
  }
  // A query that fails because the opening does must not take this gate with it: the reason arrives in a moment.
  if (state === 'open' || state === 'opening') return <RecordsBoundary>{children}</RecordsBoundary>
  return <RescueScreen title="Commonmast could not open its records" problem={state} />
}
