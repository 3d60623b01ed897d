import { Badge, Button, Table, Title, VisuallyHidden } from '@mantine/core'
import { useMemo } from 'react'
import { compareBigints } from '#core/model/money'
import type { SplitFile } from '#core/rewards/splitFile'
import { amountShareText } from '#core/words/shareText'
import { Amount } from '../../ui/Amount'
import { Code } from '../../ui/Code'
import type { SplitFlow } from './explain/useSplitFlow'

interface SharesTableProps {
  split: SplitFile
  flow: SplitFlow
}

/** The picture's figures: every member, largest first; where it is narrowed, those whom it reaches. */
export function SharesTable({ split, flow }: SharesTableProps) {
  const { drawnFocus: focus, picture } = flow
  const memberAmounts = picture?.memberAmounts ?? null
  const members = useMemo(
    () =>
      split.members
        .map((member) => ({ ...member, shownBaseUnits: memberAmounts?.get(member.id) ?? BigInt(member.amountBaseUnits) }))
        .filter(({ id }) => !memberAmounts || memberAmounts.has(id))
        .sort((one, other) => compareBigints(other.shownBaseUnits, one.shownBaseUnits)),
    [split, memberAmounts],
  )
  const pickedMemberId = focus?.selection.memberIds?.length === 1 ? focus.selection.memberIds[0] : null
  const total = BigInt(split.totals.totalBaseUnits)
  return (
    <section aria-labelledby="shares-title">
      <Title order={2} id="shares-title" mb={4}>
        {focus && memberAmounts ? `Members, through ${focus.label}` : 'Members'}
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
                <Amount baseUnits={member.shownBaseUnits} token={split.token} />
              </Table.Td>
              <Table.Td ta="right">{amountShareText(member.shownBaseUnits, total)}</Table.Td>
              <Table.Td>
                <Badge
                  variant="light"
                  color={member.status === 'paid' ? undefined : member.status === 'nothing' ? 'gray' : 'yellow'}
                  tt="none"
                  miw="max-content"
                >
                  {member.status}
                </Badge>
              </Table.Td>
              <Table.Td>{member.address && <Code value={member.address} what={`address of ${member.name}`} />}</Table.Td>
              <Table.Td ta="right">
                <Button
                  size="compact-sm"
                  variant="subtle"
                  onClick={() => flow.pickMember(member.id, member.name)}
                  aria-label={`Why ${member.name}`}
                >
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
