import { Button, Group, Table, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import type { BookEntryRecord } from '#core/agreements/agreementRecords'
import type { Member } from '#core/model/records'
import { isoDay } from '#core/words/dateText'
import { readOpening } from '../../../data/money/closings'
import { removeEntry } from '../../../data/money/periodInputs'
import { Amount } from '../../../ui/Amount'
import { MayWrite } from '../../../ui/access/MayWrite'
import { EntryForm, type ReserveBalance } from './EntryForm'
import type { InputsPartProps } from './InputsSection'

interface EntriesPartProps extends InputsPartProps {
  entries: BookEntryRecord[]
  members: Member[]
}

/** What was paid to members beside the split, and what is to be paid out of reserves with it. */
export function EntriesPart({ period, isClosed, run, entries, members }: EntriesPartProps) {
  const [isAdding, setIsAdding] = useState(false)
  // The check names what is wrong with the books.
  const reserves = useLiveQuery(() => readReserves(period).catch(() => []), [period]) ?? []
  const names = new Map(members.map(({ id, name }) => [id, name]))
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Title order={3}>Advances and payments from reserves</Title>
        {!isClosed && (
          <MayWrite tables={['bookEntries']}>
            <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} />} onClick={() => setIsAdding(true)}>
              Add entry
            </Button>
          </MayWrite>
        )}
      </Group>
      {reserves.length > 0 && (
        <Text fz="sm" mb={4}>
          Reserves before this period:{' '}
          {reserves.map(({ reserve, baseUnits }, at) => (
            <span key={reserve}>
              {at > 0 && ', '}
              {reserve} <Amount baseUnits={baseUnits} token={period.token} />
            </span>
          ))}
        </Text>
      )}
      {entries.length === 0 ? (
        <Text fz="sm" c="dimmed">
          None. An advance is taken off what a member gets next; a payment from a reserve comes with this period's payout.
        </Text>
      ) : (
        <Table aria-label="Advances and payments from reserves">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Entry</Table.Th>
              <Table.Th>Member</Table.Th>
              <Table.Th>Reference or reason</Table.Th>
              <Table.Th ta="right">Amount</Table.Th>
              <Table.Th>
                <VisuallyHidden>Actions</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.map(({ id, entry }) => (
              <Table.Tr key={id}>
                <Table.Td>{entry.kind === 'advance' ? `Advance of ${isoDay(entry.at)}` : `From ${entry.reserve}`}</Table.Td>
                <Table.Td>{names.get(entry.memberId) ?? entry.memberId}</Table.Td>
                <Table.Td>{entry.kind === 'advance' ? entry.reference : entry.reason}</Table.Td>
                <Table.Td ta="right">
                  <Amount baseUnits={entry.baseUnits} token={period.token} />
                </Table.Td>
                <Table.Td ta="right">
                  {!isClosed && (
                    <MayWrite tables={['bookEntries']}>
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        color="gray"
                        onClick={() => run(() => removeEntry(period, id))}
                        aria-label={`Remove the entry for ${names.get(entry.memberId) ?? entry.memberId}`}
                      >
                        Remove
                      </Button>
                    </MayWrite>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {isAdding && <EntryForm period={period} members={members} reserves={reserves} onClose={() => setIsAdding(false)} />}
    </div>
  )
}

async function readReserves(period: InputsPartProps['period']): Promise<ReserveBalance[]> {
  const { opening } = await readOpening(period)
  return (opening?.accounts ?? []).flatMap(({ kind, owner, baseUnits }) =>
    kind === 'reserve' ? [{ reserve: owner, baseUnits }] : [],
  )
}
