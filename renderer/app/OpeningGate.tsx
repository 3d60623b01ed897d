import { Button, Center, Loader, Stack, Text, Title } from '@mantine/core'
import { IconDatabaseX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { isDemoStart, opening, openingState } from './opening'
import { RecordsBoundary } from './RecordsBoundary'

const waiting = (
  <Center h="100%">
    <Loader size="sm" role="status" aria-label="Opening the records" />
  </Center>
)

/** The screens, whose queries wait for the records by themselves; when the opening fails, one page that says so. */
export function OpeningGate({ children }: { children: ReactNode }) {
  const [state, setState] = useState(openingState)

  useEffect(() => {
    void opening.then(setState)
  }, [])

  if (state === 'opening' && isDemoStart) return waiting
  // A query that fails because the opening does must not take this gate with it: the reason arrives in a moment.
  if (state === 'open' || state === 'opening') return <RecordsBoundary>{children}</RecordsBoundary>
  return (
    <Center h="100%" component="main">
      <Stack align="center" maw={560} p="xl" role="alert">
        <IconDatabaseX size={40} stroke={1.5} />
        <Title order={1} ta="center">
          Commonmast could not open its records
        </Title>
        <Text ta="center">{state.message}</Text>
        <Text fz="xs" c="dimmed" ff="monospace" ta="center">
          {state.code}
          {state.causeText === undefined ? '' : ` · ${state.causeText}`}
        </Text>
        <Button onClick={() => window.location.reload()}>Try again</Button>
      </Stack>
    </Center>
  )
}
