import { Badge, Button, Table, Title, VisuallyHidden } from '@mantine/core'
import { useMemo } from 'react'
import type { SplitFile } from '#core/rewards/splitFile'
import { amountShareText } from '#core/words/shareText'
import { Amount } from '../../ui/Amount'
import { Code } from '../../ui/Code'

interface SharesTableProps {
  split: SplitFile
  pickedMemberId: string | null
  onPick: (memberId: string) => void
}

/** The picture's figures: every member, largest first. */
export function SharesTable({ split, pickedMemberId, onPick }: SharesTableProps) {
  const members = useMemo(() => [...split.members].sort(largestFirst), [split])
  const total = BigInt(split.totals.totalBaseUnits)
  return (
    <section aria-labelledby="shares-title">
      <Title order={2} id="shares-title" mb={4}>
        Members
      </Title>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Member</Table.Th>
            <Table.Th ta="right">Amount</Table.Th>
            <Table.Th ta="right">Share</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>Address</Table.Th>
            <Table.Th>
              <VisuallyHidden>Action</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {members.map((member) => (
            <Table.Tr key={member.id} bg={member.id === pickedMemberId ? 'var(--mantine-primary-color-light)' : undefined}>
              <Table.Td fw={550}>{member.name}</Table.Td>
              <Table.Td ta="right">
                <Amount baseUnits={member.amountBaseUnits} token={split.token} />
              </Table.Td>
              <Table.Td ta="right">{amountShareText(BigInt(member.amountBaseUnits), total)}</Table.Td>
              <Table.Td>
                <Badge
                  variant="light"
                  color={member.status === 'paid' ? undefined : member.status === 'nothing' ? 'gray' : 'yellow'}
                  tt="none"
                >
                  {member.status}
                </Badge>
              </Table.Td>
              <Table.Td>{member.address && <Code value={member.address} what={`address of ${member.name}`} />}</Table.Td>
              <Table.Td ta="right">
                <Button size="compact-sm" variant="subtle" onClick={() => onPick(member.id)} aria-label={`Why ${member.name}`}>
                  Why
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}

function largestFirst(a: SplitFile['members'][number], b: SplitFile['members'][number]): number {
  const [left, right] = [BigInt(a.amountBaseUnits), BigInt(b.amountBaseUnits)]
  return left === right ? 0 : left > right ? -1 : 1
}
