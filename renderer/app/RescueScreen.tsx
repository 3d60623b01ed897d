import { Button, Center, Loader, ScrollArea, Stack, Text, Title } from '@mantine/core'
import { IconDatabaseX } from '@tabler/icons-react'
import { Component, lazy, type ReactNode, Suspense } from 'react'
import type { Problem } from '#core/model/problem'
import { asProblem, ProblemAlert } from '../ui/ProblemAlert'

const RestorePart = lazy(async () => ({ default: (await import('../features/settings/backups/RestorePart')).RestorePart }))

/** Instead of every screen, where the records cannot be opened or shown: what went wrong, and the way back to a backup. */
export function RescueScreen({ title, problem }: { title: string; problem: Problem }) {
  const { message, code, causeText } = problem
  return (
    <ScrollArea h="100%" component="main">
      <Center>
        <Stack maw={880} w="100%" p="xl" gap="xl">
          <Stack align="center" role="alert">
            <IconDatabaseX size={40} stroke={1.5} />
            <Title order={1} ta="center">
              {title}
            </Title>
            <Text ta="center">{message}</Text>
            <Text fz="xs" c="dimmed" ff="monospace" ta="center">
              For support: {code}
              {causeText === undefined ? '' : ` · ${causeText}`}
            </Text>
            {/* Trying again helps nothing while a newer version's records are here. */}
            <Button variant={code === 'data.newer-version' ? 'default' : 'filled'} onClick={() => window.location.reload()}>
              Try again
            </Button>
          </Stack>
          <Stack gap="xs" component="section" aria-label="Restore a backup">
            <Title order={2}>Or restore a backup</Title>
            <Text c="dimmed">
              What would differ is shown first. Records that cannot be read are set aside, whole, before a backup takes their
              place.
            </Text>
            <RescueBoundary>
              <Suspense fallback={<Loader size="sm" />}>
                <RestorePart opensAnew />
              </Suspense>
            </RescueBoundary>
          </Stack>
        </Stack>
      </Center>
    </ScrollArea>
  )
}

/** The last one: nothing beyond it could still help. */
class RescueBoundary extends Component<{ children: ReactNode }, { problem: Problem | null }> {
  override state = { problem: null }

  static getDerivedStateFromError(thrown: unknown): { problem: Problem } {
    return { problem: asProblem(thrown) }
  }

  override render(): ReactNode {
    return this.state.problem ? <ProblemAlert problem={this.state.problem} /> : this.props.children
  }
}
