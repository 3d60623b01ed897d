import { Button, Stack, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { countText } from '#core/words/countText'
import { dateTimeText } from '#core/words/dateText'
import { numberText } from '#core/words/numberText'
import { useQueue } from '../../data/sync/syncQueries'

const PAGE = 1_000

/** What was done here and no batch holds yet, in the order in which it goes. */
export function QueueTab() {
  const [limit, setLimit] = useState(PAGE)
  const queue = useQueue(limit)
  if (!queue) return null
  const { operations, acts, hasMore } = queue
  if (operations === 0)
    return <Text c="dimmed">Nothing waits: whatever you change will stand here until it was sealed and sent.</Text>
  return (
    <Stack gap="md">
      <Text maw={720}>
        {countText(operations, 'change')} of this laptop {operations === 1 ? 'is' : 'are'} in no batch yet. They are kept here, go
        in this order, and count as sent only once they were read back from where they were put.
      </Text>
      <Table aria-label="Waiting to be sent" layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={176}>When</Table.Th>
            <Table.Th>What</Table.Th>
            <Table.Th w={128} ta="right">
              Changes
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {acts.map(({ n, title, atMs, operations: changes }) => (
            <Table.Tr key={n}>
              <Table.Td className="figures">{dateTimeText(atMs)}</Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{title}</Table.Td>
              <Table.Td ta="right" className="figures">
                {numberText(changes)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {hasMore && (
        <Button variant="default" w="fit-content" onClick={() => setLimit(limit + PAGE)}>
          Show more
        </Button>
      )}
    </Stack>
  )
}
