import { Button, Group, Table, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconFolder, IconRefresh, IconServer } from '@tabler/icons-react'
import type { SyncPlace } from '#core/contract/syncCalls'
import type { PlaceMemory } from '#core/records/tables/machineSettings'
import { bytesText } from '#core/words/bytesText'
import { recentTimeText } from '#core/words/dateText'
import { outcomeText, useSyncActivity } from '../../../data/sync/syncWithPlace'

interface PlacesTableProps {
  places: readonly SyncPlace[]
  /** By place. */
  memory: ReadonlyMap<string, PlaceMemory>
  onSync: (place: SyncPlace) => void
  onForget: (place: SyncPlace) => void
}

/** Each place: when both last held the same, what the last round did, and how much room is left. */
export function PlacesTable({ places, memory, onSync, onForget }: PlacesTableProps) {
  const underWay = useSyncActivity((state) => state.placeId)
  return (
    <Table aria-label="Places" layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Place</Table.Th>
          <Table.Th w={170}>Last agreed</Table.Th>
          <Table.Th w={260}>Last round</Table.Th>
          <Table.Th w={110} ta="right">
            Space left
          </Table.Th>
          <Table.Th w={220} />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {places.map((place) => (
          <Table.Tr key={place.id}>
            <Table.Td>
              <PlaceName place={place} />
            </Table.Td>
            <Table.Td>
              <Agreed at={memory.get(place.id)?.agreedAt ?? null} />
            </Table.Td>
            <Table.Td>
              <LastRound memory={memory.get(place.id)} />
            </Table.Td>
            <Table.Td ta="right" className="figures">
              {spaceText(memory.get(place.id)?.freeBytes ?? null)}
            </Table.Td>
            <Table.Td>
              <Group gap="xs" justify="flex-end" wrap="nowrap">
                <Button
                  size="compact-sm"
                  leftSection={<IconRefresh size={14} />}
                  // The tray shows the round; a ring that turns here as well would cost a processor without a GPU half of its time.
                  disabled={underWay !== null}
                  onClick={() => onSync(place)}
                  aria-label={`Sync now with ${place.name}`}
                >
                  Sync now
                </Button>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  color="red"
                  onClick={() => onForget(place)}
                  aria-label={`Take ${place.name} out of the list`}
                >
                  Remove
                </Button>
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

const KINDS = { folder: IconFolder, nats: IconServer }

function PlaceName({ place: { kind, name } }: { place: SyncPlace }) {
  const Icon = KINDS[kind]
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <Icon size={14} aria-hidden style={{ flex: 'none', marginTop: 3 }} />
      <Text style={{ overflowWrap: 'anywhere' }}>{name}</Text>
    </Group>
  )
}

function Agreed({ at }: { at: string | null }) {
  if (at === null) return <Text c="dimmed">never</Text>
  return (
    <Group gap={4} wrap="nowrap">
      <IconCheck size={14} color="var(--mantine-color-teal-text)" aria-hidden />
      <Text span className="figures">
        {recentTimeText(at)}
      </Text>
    </Group>
  )
}

function LastRound({ memory }: { memory: PlaceMemory | undefined }) {
  if (!memory) return <Text c="dimmed">none yet</Text>
  if (memory.trouble !== null) {
    return (
      <Group gap={4} wrap="nowrap" align="flex-start">
        <IconAlertTriangle
          size={14}
          color="var(--mantine-color-yellow-text)"
          aria-hidden
          style={{ flex: 'none', marginTop: 3 }}
        />
        <Text fz="sm">
          {memory.troubledSince !== null && `Since ${recentTimeText(memory.troubledSince)}: `}
          {memory.trouble}
        </Text>
      </Group>
    )
  }
  return <Text>{outcomeText({ ...memory, isAgreed: memory.agreedAt === memory.roundAt })}</Text>
}

/** What a stick needs to be of use for long. */
const LITTLE_BYTES = 50_000_000

function spaceText(freeBytes: number | null): string {
  if (freeBytes === null) return 'not known'
  return freeBytes < LITTLE_BYTES ? `${bytesText(freeBytes)}, little` : bytesText(freeBytes)
}
