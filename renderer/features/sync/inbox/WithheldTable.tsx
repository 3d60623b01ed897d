import { Anchor, Table, Text, Title } from '@mantine/core'
import { Link } from 'wouter'
import { parseClock } from '#core/records/hybridClock'
import { isSharedTable, mergePlans } from '#core/records/recordTables'
import { countText } from '#core/words/countText'
import { dateTimeText } from '#core/words/dateText'
import { actorText, type KnownActors } from '../../../data/history/actorText'
import { recordsText } from '../../../data/history/recordNames'
import type { WithheldBatch } from '../../../data/sync/syncQueries'
import { rolesText } from '../../../ui/access/rolesText'

const ROWS_SHOWN = 50

interface WithheldTableProps {
  withheld: readonly WithheldBatch[]
  actors: KnownActors
  /** Whether this laptop may decide on access. */
  isAdmin: boolean
}

/** What others wrote without having the access for it: it changes nothing, is kept, and counts once an admin lets it. */
export function WithheldTable({ withheld, actors, isAdmin }: WithheldTableProps) {
  return (
    <section aria-labelledby="withheld-title">
      <Title order={2} id="withheld-title" mb={4}>
        {countText(withheld.length, 'batch changes', 'batches change')} nothing for want of access
      </Title>
      <Text fz="sm" c="dimmed" maw={720} mb={4}>
        They are kept, and go on to the other laptops. {isAdmin ? 'You let them count under ' : 'An admin lets them count under '}
        <Anchor component={Link} href="/sync?tab=laptops" inherit>
          Laptops
        </Anchor>
        , by the laptop’s roles and “What it wrote before counts by these roles too”.
      </Text>
      <Table aria-label="Batches that change nothing" layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={176}>Written</Table.Th>
            <Table.Th w={220}>Whose</Table.Th>
            <Table.Th w={96} ta="right">
              Number
            </Table.Th>
            <Table.Th w={240}>What</Table.Th>
            <Table.Th>Why, and what to do</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {withheld.slice(0, ROWS_SHOWN).map(({ hash, actor, n, at, withheld: note }) => (
            <Table.Tr key={hash}>
              <Table.Td className="figures">{at ? dateTimeText(parseClock(at).ms) : dateTimeText(note.since)}</Table.Td>
              <Table.Td>{actorText(actor, actors)}</Table.Td>
              <Table.Td ta="right" className="figures">
                {n}
              </Table.Td>
              <Table.Td>{whatText(note)}</Table.Td>
              <Table.Td>{whyText(note)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {withheld.length > ROWS_SHOWN && <Text fz="sm">And {withheld.length - ROWS_SHOWN} more.</Text>}
    </section>
  )
}

type Note = WithheldBatch['withheld']

/** Acts and installations go with whatever else was written. */
const BESIDE: ReadonlySet<string> = new Set(['acts', 'actors'])

/** "3 members, 1 period" */
function whatText({ operations }: Note): string {
  const counted = Object.entries(operations)
  const told = counted.filter(([table]) => !BESIDE.has(table))
  return (told.length > 0 ? told : counted)
    .map(([table, count]) => (isSharedTable(table) ? recordsText(count, table) : countText(count, 'change')))
    .join(', ')
}

function whyText({ reason, operations }: Note): string {
  if (reason === 'no-access')
    return 'Its laptop had no access when it wrote this. If it is to count, an admin takes the laptop in again; else it stays as it is.'
  const writers = new Set(Object.keys(operations).map((table) => rolesText(mergePlans.get(table)?.writers ?? [])))
  return `It needs the role ${[...writers].filter((roles) => roles !== '').join(', and ')}, which its laptop had not. An admin gives it that role, or somebody who has it does it again.`
}
