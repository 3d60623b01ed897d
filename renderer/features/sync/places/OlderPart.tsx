import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import type { SyncPlace } from '#core/contract/syncCalls'
import { parseClock } from '#core/records/hybridClock'
import { dateTimeText } from '#core/words/dateText'
import { readOlderFrom } from '../../../data/sync/readOlderFrom'
import { useJoinedAt } from '../../../data/sync/syncQueries'

interface OlderPartProps {
  places: readonly SyncPlace[]
  attempt: <T>(work: () => Promise<T>) => Promise<T | null>
}

/** On a laptop that began with a snapshot: what it lacks, and how that comes. */
export function OlderPart({ places, attempt }: OlderPartProps) {
  const joinedAt = useJoinedAt()
  if (!joinedAt) return null
  return (
    <Stack gap="xs" component="section" aria-labelledby="older">
      <Title order={2} id="older">
        Before this laptop joined
      </Title>
      <Text maw={720}>
        It began with a snapshot of {dateTimeText(parseClock(joinedAt).ms)}. Of what was changed before that it knows what still
        holds, and cannot take it back. A place that has the older batches brings all of it.
      </Text>
      <Group gap="xs">
        {places.map((place) => (
          <Button
            key={place.id}
            variant="default"
            leftSection={<IconHistory size={16} />}
            onClick={() => void attempt(() => readOlderFrom(place))}
          >
            Read the older batches from {place.name}
          </Button>
        ))}
      </Group>
    </Stack>
  )
}
