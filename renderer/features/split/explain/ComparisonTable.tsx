import { Badge, Table, Text } from '@mantine/core'
import type { Token } from '#core/model/money'
import type { MemberChange } from '#core/rewards/explain/compareSplits'
import { Amount } from '../../../ui/Amount'
import { SignedAmount } from '../../../ui/SignedAmount'
import { ChangeReasons } from './ChangeReasons'

interface ComparisonTableProps {
  members: readonly MemberChange[]
  token: Token
  beforeName: string
}

/** Members with what they were and are paid and why it changed, the largest change first. */
export function ComparisonTable({ members, token, beforeName }: ComparisonTableProps) {
  return (
    <Table verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Member</Table.Th>
          <Table.Th ta="right">{beforeName}</Table.Th>
          <Table.Th ta="right">Now</Table.Th>
          <Table.Th ta="right">Change</Table.Th>
          <Table.Th miw={240} w="40%">
            Why
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {members.map(({ memberId, name, beforeBaseUnits, nowBaseUnits, changeBaseUnits, parts }) => (
          <Table.Tr key={memberId} style={{ verticalAlign: 'top' }}>
            <Table.Td fw={550}>
              {name}{' '}
              {(beforeBaseUnits === null || nowBaseUnits === null) && (
                <Badge variant="light" color="gray" tt="none">
                  {beforeBaseUnits === null ? 'new' : 'gone'}
                </Badge>
              )}
            </Table.Td>
            <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
              {beforeBaseUnits !== null && <Amount baseUnits={beforeBaseUnits} token={token} />}
            </Table.Td>
            <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
              {nowBaseUnits !== null && <Amount baseUnits={nowBaseUnits} token={token} />}
            </Table.Td>
            <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
              <SignedAmount baseUnits={changeBaseUnits} token={token} />
            </Table.Td>
            <Table.Td>
              {parts.length === 0 ? (
                <Text fz="xs" c="dimmed">
                  Nothing changed.
                </Text>
              ) : (
                <ChangeReasons parts={parts} token={token} most={3} />
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
