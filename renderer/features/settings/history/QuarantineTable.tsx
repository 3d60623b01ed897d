import { Group, Table, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { parseClock } from '#core/records/hybridClock'
import { actorOf, readingOf } from '#core/records/operation'
import { isSharedTable } from '#core/records/recordTables'
import type { Quarantined } from '#core/records/tables/localTables'
import { countText } from '#core/words/countText'
import { dateTimeText } from '#core/words/dateText'
import { actorText, type KnownActors } from '../../../data/history/actorText'
import { nameOf, recordsText } from '../../../data/history/recordNames'

interface QuarantineTableProps {
  refused: readonly Quarantined[]
  actors: KnownActors
}

const ROWS_SHOWN = 50

const REASONS: Record<Quarantined['reason'], string> = {
  'second-operation': 'Is numbered like another entry of the same installation that says something else. What came first stands.',
  'second-fact': 'Says something else than what is on record. What came first stands.',
  'fact-changed': 'Would change what is on record for good.',
  'no-such-form': 'Is written in a form that this version does not take.',
  'part-of-together': 'Changes a part of what can only be changed as a whole.',
  'invalid-value': 'Holds a value that its field cannot have.',
}

/** What came in and was not taken into the records, so that a person can find out why. */
export function QuarantineTable({ refused, actors }: QuarantineTableProps) {
  return (
    <section aria-labelledby="quarantine-title">
      <Group gap="xs" mb={4}>
        <IconAlertTriangle size={18} color="var(--mantine-color-yellow-text)" aria-hidden />
        <Title order={2} id="quarantine-title">
          {countText(refused.length, 'entry was', 'entries were')} not taken into the records
        </Title>
      </Group>
      <Table aria-label="Not taken into the records" layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={176}>When</Table.Th>
            <Table.Th w={280}>About</Table.Th>
            <Table.Th>Why</Table.Th>
            <Table.Th w={220}>Who</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {refused.slice(0, ROWS_SHOWN).map((entry) => (
            <Table.Tr key={entry.id}>
              <Table.Td className="figures">{dateTimeText(parseClock(readingOf(entry.stamp)).ms)}</Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{aboutText(entry)}</Table.Td>
              <Table.Td>{REASONS[entry.reason]}</Table.Td>
              <Table.Td>{actorText(actorOf(entry.stamp), actors)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {refused.length > ROWS_SHOWN && <Text fz="sm">And {refused.length - ROWS_SHOWN} more.</Text>}
    </section>
  )
}

function aboutText({ table, key, fields }: Quarantined): string {
  if (!isSharedTable(table)) return key
  return `${recordsText(1, table).replace(/^1 /, '')} ${nameOf(table, key, fields)}`
}
