import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconCamera } from '@tabler/icons-react'
import type { SyncPlace } from '#core/contract/syncCalls'
import { snapshotSetting } from '#core/records/tables/cooperativeSettings'
import { countText } from '#core/words/countText'
import { dateTimeText } from '#core/words/dateText'
import { useCooperativeSetting } from '../../../data/cooperative/settings'
import { makeSnapshotAt } from '../../../data/sync/makeSnapshotAt'
import { useOwnAccess } from '../../../data/sync/syncQueries'

interface SnapshotPartProps {
  places: readonly SyncPlace[]
  attempt: <T>(work: () => Promise<T>) => Promise<T | null>
}

/** For admins: what laptops that join begin with, so that they do not read everything from the first day on. */
export function SnapshotPart({ places, attempt }: SnapshotPartProps) {
  const newest = useCooperativeSetting(snapshotSetting)
  const isAdmin = useOwnAccess()?.roles.includes('admin')
  if (!isAdmin || places.length === 0) return null
  return (
    <Stack gap="xs" component="section" aria-labelledby="snapshot">
      <Title order={2} id="snapshot">
        For laptops that join
      </Title>
      <Text maw={720}>
        A snapshot holds what everything up to now comes to. Whoever joins begins with it and reads what came after, instead of
        everything from the first day on.
      </Text>
      <Text fz="sm" c="dimmed">
        {newest
          ? `The newest is of ${dateTimeText(Date.parse(newest.at))} and stands for ${countText(newest.batches, 'batch', 'batches')}.`
          : 'None was made yet.'}
      </Text>
      <Group gap="xs">
        {places.map((place) => (
          <Button
            key={place.id}
            variant="default"
            leftSection={<IconCamera size={16} />}
            onClick={() => void attempt(() => makeSnapshotAt(place))}
            aria-label={`Make a snapshot at ${place.name}`}
          >
            {places.length === 1 ? 'Make a snapshot' : `Make a snapshot at ${place.name}`}
          </Button>
        ))}
      </Group>
    </Stack>
  )
}
