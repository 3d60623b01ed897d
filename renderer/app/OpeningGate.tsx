import { Button, Center, Loader, Stack, Text, Title } from '@mantine/core'
import { IconDatabaseX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { opening, openingState } from './opening'

/** Waits for the records before anything shows them; when that fails, says so on the whole page and touches nothing. */
export function OpeningGate({ children }: { children: ReactNode }) {
  const [state, setState] = useState(openingState)

  useEffect(() => {
    void opening.then(setState)
  }, [])

  if (state === 'open') return children
  if (state === 'opening') {
    return (
      <Center h="100%">
        <Loader size="sm" role="status" aria-label="Opening the records" />
      </Center>
    )
  }
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
          {state.cause === undefined ? '' : ` · ${state.cause}`}
        </Text>
        <Button onClick={() => window.location.reload()}>Try again</Button>
      </Stack>
    </Center>
  )
}
