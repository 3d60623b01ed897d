import { Button, Modal, Stack, Table, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconHistory } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { parseClock } from '#core/records/hybridClock'
import type { SharedTable } from '#core/records/recordTables'
import { clipText } from '#core/words/clipText'
import { dateTimeText } from '#core/words/dateText'
import { actorText, type KnownActors } from '../data/history/actorText'
import { useActors } from '../data/history/readActs'
import { type FieldChange, type RecordChange, readRecordHistory } from '../data/history/readRecordHistory'
import { db } from '../data/records/openRecords'
import { useJoinedAt } from '../data/sync/syncQueries'

interface RecordHistoryProps {
  table: SharedTable
  recordKey: string
  /** As a person knows the record. */
  name: string
}

/** Opens who changed what of one record, and when. */
export function RecordHistoryButton(props: RecordHistoryProps) {
  const [isOpen, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconHistory size={14} />}
        onClick={open}
        aria-label={`History of ${props.name}`}
      >
        History
      </Button>
      <Modal opened={isOpen} onClose={close} title={`History of ${props.name}`} size="xl">
        {isOpen && <RecordHistory {...props} />}
      </Modal>
    </>
  )
}

function RecordHistory({ table, recordKey, name }: RecordHistoryProps) {
  const changes = useLiveQuery(() => readRecordHistory(db, table, recordKey), [table, recordKey])
  const joinedAt = useJoinedAt()
  const actors = useActors()
  if (!changes || !actors || joinedAt === undefined) return <Text c="dimmed">Reading the log…</Text>
  if (changes.length === 0) return <Text c="dimmed">The log tells nothing of this record.</Text>
  return (
    <Stack gap="xs">
      {joinedAt !== null && (
        <Text fz="sm">
          This laptop began with a snapshot of {dateTimeText(parseClock(joinedAt).ms)}: of what was changed before, it knows what
          still holds.
        </Text>
      )}
      <ChangesTable changes={changes} actors={actors} name={name} />
    </Stack>
  )
}

interface ChangesTableProps {
  changes: readonly RecordChange[]
  actors: KnownActors
  name: string
}

function ChangesTable({ changes, actors, name }: ChangesTableProps) {
  return (
    <Table aria-label={`Changes of ${name}`} layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={168}>When</Table.Th>
          <Table.Th w={168}>Who</Table.Th>
          <Table.Th>What</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {changes.map((change) => (
          <Table.Tr key={change.stamp} style={{ verticalAlign: 'top' }}>
            <Table.Td className="figures">{dateTimeText(change.atMs)}</Table.Td>
            <Table.Td c="dimmed">{actorText(change.actor, actors)}</Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <ChangeText change={change} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function ChangeText({ change: { title, what, fields } }: { change: RecordChange }) {
  const shown = what === 'changed' ? fields : []
  return (
    <Stack gap={2}>
      <Text fz="sm">{title}</Text>
      {what !== 'changed' && (
        <Text fz="xs" c="dimmed">
          The record was {what}.
        </Text>
      )}
      {shown.map((field) => (
        <Text fz="xs" c="dimmed" key={field.field}>
          {fieldText(field)}
        </Text>
      ))}
      {what === 'changed' && fields.length === 0 && (
        <Text fz="xs" c="dimmed">
          A later change stood already.
        </Text>
      )}
    </Stack>
  )
}

const VALUE_CHARS = 80

function fieldText({ field, before, after }: FieldChange): string {
  return `${field}: ${valueText(before)} → ${valueText(after)}`
}

function valueText(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'nothing'
  return clipText(typeof value === 'string' ? value : JSON.stringify(value), VALUE_CHARS)
}
