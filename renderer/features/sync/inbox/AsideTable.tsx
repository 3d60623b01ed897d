import { Table, Text, Title } from '@mantine/core'
import type { BatchAside } from '#core/records/tables/syncTables'
import { countText } from '#core/words/countText'
import { dateTimeText } from '#core/words/dateText'
import { actorText, type KnownActors } from '../../../data/history/actorText'
import { asideText } from './asideText'

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
          {aside.slice(0, ROWS_SHOWN).map(({ hash, since, actor, n, fault, sealedHere }) => (
            <Table.Tr key={hash}>
              <Table.Td className="figures">{dateTimeText(since)}</Table.Td>
              <Table.Td>{actorText(actor, actors)}</Table.Td>
              <Table.Td ta="right" className="figures">
                {n}
              </Table.Td>
              <Table.Td>{asideText({ fault, sealedHere })}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {aside.length > ROWS_SHOWN && <Text fz="sm">And {aside.length - ROWS_SHOWN} more.</Text>}
    </section>
  )
}
