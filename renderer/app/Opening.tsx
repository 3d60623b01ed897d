import { Button, Center, Loader, Stack, Text, Title } from '@mantine/core'
import { IconDatabaseX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { Problem } from '#core/model/problem'
import { loadDemoCooperative } from '../data/commands/demoCooperative'
import { isEmpty } from '../data/isEmpty'
import { openDatabase } from '../data/openDatabase'
import { goTo } from '../platform/hashRoute'
import { asProblem } from '../ui/ProblemAlert'

/** One opening per page, however often React mounts this. */
let opening: Promise<void> | null = null

async function open(): Promise<void> {
  await openDatabase()
  const [path = '', search = ''] = window.location.hash.split('?')
  if (new URLSearchParams(search).get('demo') !== '1') return
  if (await isEmpty()) await loadDemoCooperative()
  goTo(path.replace(/^#/, '') || '/', { replace: true })
}

/** Opens the records before anything shows them; when that fails, says so on the whole page and touches nothing. */
export function Opening({ children }: { children: ReactNode }) {
  const [state, setState] = useState<'opening' | 'open' | Problem>('opening')

  useEffect(() => {
    opening ??= open()
    opening.then(
      () => setState('open'),
      (thrown: unknown) => setState(asProblem(thrown)),
    )
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
