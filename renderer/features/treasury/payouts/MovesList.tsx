import { Table } from '@mantine/core'
import type { PayoutMove } from '#core/treasury/model/payoutMove'
import { dateTimeText } from '#core/words/dateText'
import type { KeptPayout } from '../../../data/treasury/readPayouts'
import { Code } from '../../../ui/Code'
import { moveText } from './moveText'

/** Every step that is known of a payout, by whom and when; each is in the journal as well. */
export function MovesList({ kept: { moves } }: { kept: KeptPayout }) {
  const inOrder = [...moves].sort((one, other) => (one.movedAt < other.movedAt ? -1 : 1))
  return (
    <Table aria-label="Steps of the payout">
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={180}>When</Table.Th>
          <Table.Th>What</Table.Th>
          <Table.Th w={220}>Noted by the installation</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {inOrder.map((move) => (
          <MoveRow key={move.id} move={move} />
        ))}
      </Table.Tbody>
    </Table>
  )
}

function MoveRow({ move: { movedAt, installation, fact } }: { move: PayoutMove }) {
  return (
    <Table.Tr>
      <Table.Td>{dateTimeText(movedAt)}</Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>{moveText(fact)}</Table.Td>
      <Table.Td>{installation === '' ? 'Not known' : <Code value={installation} what="key of the installation" />}</Table.Td>
    </Table.Tr>
  )
}
