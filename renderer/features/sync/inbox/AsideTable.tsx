import { Table, Text, Title } from '@mantine/core'
import type { BatchAside } from '#core/records/tables/syncTables'
import { countText } from '#core/words/countText'
import { dateTimeText } from '#core/words/dateText'
import { actorText, type KnownActors } from '../../../data/history/actorText'

/** What each fault means and what to do about it. */
const FAULTS: Record<BatchAside['fault'], string> = {
  gap: 'Waits for the one before it: sync with a place or a laptop that has it.',
  fork: 'Another batch has its number: that laptop exists twice, by a copy of its disk or of its backup. Ask its owner which is in use.',
  forged: 'Its signature does not hold: somebody changed it on the way. Sync with another place.',
  'other-key': 'It is written under a name that belongs to another key. Ask who uses it.',
  'broken-chain': 'It does not follow from the one before it. Ask the laptop’s owner to sync again.',
  'other-cooperative': 'It is of another cooperative.',
}

const ROWS_SHOWN = 50

/** Batches of which nothing was applied: who wrote them, since when they are here, and what it means. */
export function AsideTable({ aside, actors }: { aside: readonly BatchAside[]; actors: KnownActors }) {
  return (
    <section aria-labelledby="aside-title">
      <Title order={2} id="aside-title" mb={4}>
        {countText(aside.length, 'batch was', 'batches were')} set aside
      </Title>
      <Table aria-label="Batches set aside" layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={176}>Since</Table.Th>
            <Table.Th w={220}>Whose</Table.Th>
            <Table.Th w={96} ta="right">
              Number
            </Table.Th>
            <Table.Th>Why, and what to do</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {aside.slice(0, ROWS_SHOWN).map(({ hash, since, actor, n, fault }) => (
            <Table.Tr key={hash}>
              <Table.Td className="figures">{dateTimeText(since)}</Table.Td>
              <Table.Td>{actorText(actor, actors)}</Table.Td>
              <Table.Td ta="right" className="figures">
                {n}
              </Table.Td>
              <Table.Td>{FAULTS[fault]}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {aside.length > ROWS_SHOWN && <Text fz="sm">And {aside.length - ROWS_SHOWN} more.</Text>}
    </section>
  )
}
